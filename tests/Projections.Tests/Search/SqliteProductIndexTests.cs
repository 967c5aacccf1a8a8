using CommandProcessor.Projections.Tests.Stores;

namespace CommandProcessor.Projections.Tests.Search;

public sealed class SqliteProductIndexTests : ProductIndexConformance
{
    [Fact]
    public async Task Words_that_are_not_those_of_the_entries_are_found()
    {
        await Database.ExecuteAsync("INSERT INTO product_words (product_words, rowid, sku_words, name_words, category_words) SELECT 'delete', id, sku_words, name_words, category_words FROM product_entry WHERE sku = '22423'", TestContext.Current.CancellationToken);

        Assert.False((await Index.CompareAsync(View, 3, Products, TestContext.Current.CancellationToken)).AreWordsRight);
    }

    protected override ValueTask<IReadModelDatabase> CreateAsync() => ValueTask.FromResult<IReadModelDatabase>(new SqliteDatabase());
}
