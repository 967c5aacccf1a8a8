using System.Text.Json;
using CommandProcessor.Grains.Interfaces.Queries;
using CommandProcessor.Grains.Interfaces.Search;
using CommandProcessor.Projections.Search;
using CommandProcessor.Projections.Stores;
using CommandProcessor.Projections.Tests.Stores;

namespace CommandProcessor.Projections.Tests.Search;

/// <summary>What every index of products promises.</summary>
public abstract class ProductIndexConformance : IAsyncLifetime
{
    protected static readonly ReadModelId View = new("product-search", 1);

    private static readonly ProductEntry[] Catalogue =
    [
        Entry("85123A", "WHITE HANGING HEART T-LIGHT HOLDER", "Lighting", 2.55m, onHand: 100, booked: 40),
        Entry("22423", "REGENCY CAKESTAND 3 TIER", "Kitchen", 12.75m, onHand: 5),
        Entry("84879", "ASSORTED COLOUR BIRD ORNAMENT", "Decoration", 1.69m, onHand: 0),
        Entry("47566", "PARTY BUNTING", "Decoration", 4.95m, onHand: 10, booked: 10),
        Entry("22086", "PAPER CHAIN KIT 50'S CHRISTMAS", "Decoration", 2.95m, onHand: 7),
        Entry("20725", "LUNCH BAG RED RETROSPOT", "Bags", 1.65m, onHand: 9),
        Entry("20727", "LUNCH BAG  BLACK SKULL.", "Bags", 1.65m, onHand: 9),
        Entry("HEART", "Wooden box", "Boxes of hearts", 0.85m, onHand: 1),
        Entry("JP1", "Heart lamp", "Lighting", 1_500m, onHand: 3, currency: "JPY"),
        Entry("OLD", "Heart of old", "Lighting", 3m, onHand: 3),
    ];

    protected static readonly ProductEntry[] Products = [.. Catalogue[..^1], Catalogue[^1] with { Product = Catalogue[^1].Product with { IsDiscontinued = true } }];

    private IReadModelDatabase? _database;
    private SqlReadModelStore? _store;
    private IProductIndex? _index;
    private ProductSaves? _saves;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private SqlReadModelStore Store => _store ?? throw new InvalidOperationException("There is no store yet.");

    private ProductSaves Saves => _saves ?? throw new InvalidOperationException("There is no index yet.");

    protected IReadModelDatabase Database => _database ?? throw new InvalidOperationException("There is no database yet.");

    protected IProductIndex Index => _index ?? throw new InvalidOperationException("There is no index yet.");

    public async ValueTask InitializeAsync()
    {
        _database = await CreateAsync();
        _store = _database.Open();
        await _store.InitializeAsync(Token);
        _index = SqlProductIndex.Beside(_store);
        _saves = new(_store, _index);
        await Saves.SaveAsync(View, 3, Products);
    }

    public async ValueTask DisposeAsync()
    {
        if (_database is not null) await _database.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    protected abstract ValueTask<IReadModelDatabase> CreateAsync();

    /// <summary>Only by relevance the order is the database's own.</summary>
    [Fact]
    public async Task Any_request_finds_what_a_look_at_each_product_finds()
    {
        var (seed, view) = (Environment.TickCount, View with { Version = 7 });
        var random = new Random(seed);
        ProductEntry[] entries = [.. Enumerable.Range(0, 300).Select(number => AnyProduct(random, number))];
        await Saves.SaveAsync(view, 3, entries);
        for (var round = 0; round < 40; round++)
        {
            var request = AnyRequest(random);
            for (string? after = null; ;)
            {
                var question = ProductQuestion.Of(request with { After = after });
                var parts = entries.Chunk(70).Select(some => ProductScan.PartOf(some.Select(entry => KeyValuePair.Create(entry.Sku, entry.Product)), question));
                var expected = ProductScan.Merge([.. parts], question, ViewFreshness.None);
                var found = await Index.SearchAsync(view, request with { After = after }, Token);
                Assert.True(JsonSerializer.Serialize(expected) == JsonSerializer.Serialize(found), $"Seed {seed}: {request}\n{JsonSerializer.Serialize(expected)}\n{JsonSerializer.Serialize(found)}");
                after = found.Next;
                if (after is null) break;
            }
        }
    }

    private static ProductEntry AnyProduct(Random random, int number) => new(
        $"{(char)('a' + number % 7)}{number}",
        new(
            string.Join(' ', Enumerable.Range(0, 3).Select(_ => AnyWord(random))), AnyWord(random), random.Next(1, 200_000) / 100m, random.Next(3) == 0 ? "EUR" : "GBP",
            random.Next(0, 20), random.Next(0, 5), random.Next(0, 15), random.Next(8) == 0, number + 1));

    private static string AnyWord(Random random) => ((string[])["Heart", "hearts", "WHITE", "t-light", "Жук", "café", "50's", "Ñandú", "bag", "ba"])[random.Next(10)];

    private static ProductSearchRequest AnyRequest(Random random)
    {
        var request = new ProductSearchRequest
        {
            Text = random.Next(3) == 0 ? null : string.Join(' ', Enumerable.Range(0, random.Next(1, 3)).Select(_ => AnyWord(random))),
            Category = random.Next(3) == 0 ? AnyWord(random) : null,
            OnlyInStock = random.Next(3) == 0,
            OnlyBelowReorderLevel = random.Next(4) == 0,
            WithDiscontinued = random.Next(2) == 0,
            Sort = (ProductSort)random.Next(2, 5),
            PageSize = random.Next(5, 60),
        };
        return random.Next(2) == 0 ? request : request with { Currency = "GBP", PriceFrom = random.Next(0, 500) / 10m, PriceTo = random.Next(500, 20_000) / 10m };
    }

    [Theory]
    [InlineData("heart", "HEART 85123A JP1")]
    [InlineData("HEARTS", "HEART")]
    [InlineData("hear", "HEART 85123A JP1")]
    [InlineData("white heart", "85123A")]
    [InlineData("heart white", "85123A")]
    [InlineData("whit heart", "")]
    [InlineData("85123a", "85123A")]
    [InlineData("8512", "85123A")]
    [InlineData("t-light", "85123A")]
    [InlineData("lighting", "85123A JP1")]
    [InlineData("bag", "20725 20727")]
    [InlineData("50's", "22086")]
    [InlineData("unheard of", "")]
    public async Task All_words_must_be_in_it_and_the_last_may_be_a_beginning(string text, string found)
    {
        var page = await Index.SearchAsync(View, new() { Text = text }, Token);

        Assert.Equal(found.Split(' ', StringSplitOptions.RemoveEmptyEntries).Order(), page.Products.Select(product => product.Sku).Order());
        Assert.Equal(page.Products.Length, page.Count);
    }

    [Theory]
    [InlineData("\"heart")]
    [InlineData("heart\"")]
    [InlineData("'heart' OR '1'='1")]
    [InlineData("heart*")]
    [InlineData("*")]
    [InlineData("name:heart")]
    [InlineData("heart AND")]
    [InlineData("NOT heart")]
    [InlineData("heart NEAR bag")]
    [InlineData("(heart")]
    [InlineData("{name_words} : heart")]
    [InlineData("-heart")]
    [InlineData("heart & !bag | :* <->")]
    [InlineData("heart\\")]
    [InlineData("heart; DROP TABLE product_entry")]
    [InlineData("\t\r\n\u0001")]
    [InlineData("🎁 heart")]
    [InlineData("%_^+~")]
    public async Task Nothing_that_is_typed_is_anything_but_words(string text)
    {
        var page = await Index.SearchAsync(View, new() { Text = text }, Token);

        Assert.All(page.Products, product => Assert.Contains("heart", (product.Sku + product.Name + product.Category).ToLowerInvariant(), StringComparison.Ordinal));
        Assert.Equal(10 - 1, (await Index.SearchAsync(View, new(), Token)).Count);
    }

    [Fact]
    public async Task What_is_found_is_shown_with_its_stock()
    {
        var hit = Assert.Single((await Index.SearchAsync(View, new() { Text = "hanging" }, Token)).Products);

        Assert.Equal(new("85123A", "WHITE HANGING HEART T-LIGHT HOLDER", "Lighting", 2.55m, "GBP", 100, 60, false, 10), hit);
    }

    [Fact]
    public async Task A_word_in_the_sku_weighs_more_than_in_the_name_and_that_more_than_in_the_category()
    {
        await Saves.SaveAsync(View, 3, Entry("X1", "zebra", "misc", 1), Entry("X2", "misc", "zebra", 1), Entry("zebra", "misc", "misc", 1));

        Assert.Equal(["zebra", "X1", "X2"], await SkusAsync(new() { Text = "zebra" }));
    }

    [Fact]
    public async Task Products_are_sorted_as_asked_for()
    {
        Assert.Equal(["HEART", "20725", "20727", "84879", "85123A"], await SkusAsync(new() { Currency = "GBP", Sort = ProductSort.Cheapest, PageSize = 5 }));
        Assert.Equal(["22423", "47566", "22086"], await SkusAsync(new() { Currency = "GBP", Sort = ProductSort.Dearest, PageSize = 3 }));
        Assert.Equal(["84879", "JP1", "20727", "20725"], await SkusAsync(new() { Sort = ProductSort.Name, PageSize = 4 }));
        Assert.Equal(["84879", "JP1", "20727", "20725"], await SkusAsync(new() { PageSize = 4 }));
    }

    [Fact]
    public async Task Filters_hold_together()
    {
        Assert.Equal(["22086", "47566", "84879"], await SortedAsync(new() { Category = "Decoration" }));
        Assert.Equal(["22086"], await SortedAsync(new() { Category = "Decoration", OnlyInStock = true }));
        Assert.Equal(["22086", "85123A"], await SortedAsync(new() { Currency = "GBP", PriceFrom = 2.55m, PriceTo = 2.95m }));
        Assert.Equal(["85123A", "JP1"], await SortedAsync(new() { Text = "heart", Category = "Lighting" }));
        Assert.Equal(["85123A", "JP1", "OLD"], await SortedAsync(new() { Text = "heart", Category = "Lighting", WithDiscontinued = true }));
        Assert.Empty(await SortedAsync(new() { Category = "Lighting'; --" }));
        Assert.Equal(["HEART", "JP1"], await SortedAsync(new() { Text = "heart", OnlyBelowReorderLevel = true }));
    }

    [Theory]
    [InlineData(ProductSort.Relevance, "heart")]
    [InlineData(ProductSort.Relevance, null)]
    [InlineData(ProductSort.Cheapest, null)]
    [InlineData(ProductSort.Dearest, "b")]
    [InlineData(ProductSort.Name, null)]
    public async Task Pages_show_each_product_once(ProductSort sort, string? text)
    {
        var request = new ProductSearchRequest { Text = text, Sort = sort, PageSize = 2, WithDiscontinued = true };
        var all = await SkusAsync(request with { PageSize = 100 });
        List<string> paged = [];
        for (string? after = null; ;)
        {
            var page = await Index.SearchAsync(View, request with { After = after }, Token);
            Assert.Equal(all.Count, page.Count);
            paged.AddRange(page.Products.Select(product => product.Sku));
            after = page.Next;
            if (after is null) break;
        }

        Assert.Equal(all, paged);
    }

    [Fact]
    public async Task Facets_count_by_all_filters_but_their_own()
    {
        var facets = (await Index.SearchAsync(View, new() { Category = "Decoration", Currency = "GBP", PriceFrom = 1, PriceTo = 3, OnlyInStock = true }, Token)).Facets;

        Assert.Equal([new("Bags", 2), new("Decoration", 1), new("Lighting", 1)], facets.Categories);
        Assert.Equal([new PriceFacet("GBP", 2, 5, 1)], facets.Prices);
        Assert.Equal((1, 1, 2), (facets.InStock, facets.OutOfStock, facets.BelowReorderLevel));
    }

    [Fact]
    public async Task Price_ranges_are_by_currency()
    {
        var facets = (await Index.SearchAsync(View, new() { Text = "heart" }, Token)).Facets;

        Assert.Equal([new("GBP", 0, 1, 1), new("GBP", 2, 5, 1), new PriceFacet("JPY", 1_000, null, 1)], facets.Prices);
    }

    [Fact]
    public async Task Entries_go_with_the_row_of_their_partition_or_not_at_all()
    {
        var entry = Entry("22423", "RENAMED STAND", "Kitchen", 9m, onHand: 1);
        Assert.True(await Saves.SaveAtAsync(View, 3, position: 9, generation: 0, entry with { Product = entry.Product with { Name = "RIGHT" } }));
        Assert.False(await Saves.SaveAtAsync(View, 3, position: 8, generation: 0, entry with { Product = entry.Product with { Name = "OLDER" } }));
        Assert.Equal("RIGHT", await NameAsync());

        // What was folded anew takes nothing from the fold before, at whatever position; and an entry is put right at the position at which it was wrong.
        await Store.BeginPartitionAsync(ProductSaves.AddressOf(View, 3), 3, generation: 7, Index.ForgetAsync, Token);
        Assert.Equal(0, (await Index.SearchAsync(View, new(), Token)).Count);
        Assert.False(await Saves.SaveAtAsync(View, 3, position: 12, generation: 0, entry with { Product = entry.Product with { Name = "WRONG", Position = 12 } }));
        Assert.Equal(0, (await Index.SearchAsync(View, new(), Token)).Count);
        Assert.True(await Saves.SaveAtAsync(View, 3, position: 12, generation: 7, entry with { Product = entry.Product with { Name = "WRONG", Position = 12 } }));
        Assert.True(await Saves.SaveAtAsync(View, 3, position: 12, generation: 7, entry with { Product = entry.Product with { Name = "RIGHT", Position = 12 } }));
        Assert.Equal("RIGHT", await NameAsync());

        async Task<string> NameAsync() => Assert.Single((await Index.SearchAsync(View, new() { Text = "22423" }, Token)).Products).Name;
    }

    [Fact]
    public async Task Comparing_it_with_what_it_should_be_finds_nothing() => await CompareAsync();

    [Theory]
    [InlineData("UPDATE product_entry SET price = price + 1 WHERE sku = '22423'", "22423", "", "")]
    [InlineData("UPDATE product_entry SET available = 0 WHERE sku = '85123A'", "85123A", "", "")]
    [InlineData("UPDATE product_entry SET name_words = 'other' WHERE sku = '22423'", "22423", "", "")]
    [InlineData("UPDATE product_entry SET position = 99 WHERE sku = '22423'", "22423", "", "")]
    [InlineData("DELETE FROM product_entry WHERE sku = '22423'", "", "22423", "")]
    [InlineData("UPDATE product_entry SET sku = 'GONE' WHERE sku = '22423'", "", "22423", "GONE")]
    [InlineData("UPDATE product_entry SET partition = 4 WHERE sku = '22423'", "", "22423", "")]
    public async Task Whatever_was_changed_in_it_is_found(string change, string differing, string missing, string foreign)
    {
        await Database.ExecuteAsync(change, Token);

        await CompareAsync(differing, missing, foreign);
    }

    [Fact]
    public async Task Stock_changes_and_the_words_stay()
    {
        var entry = Catalogue[1];
        await Saves.SaveAsync(View, 3, entry with { Product = entry.Product with { Position = 2, OnHand = 77 } });

        Assert.Equal(77, Assert.Single((await Index.SearchAsync(View, new() { Text = "cakestand" }, Token)).Products).OnHand);
    }

    [Fact]
    public async Task Versions_and_partitions_are_apart()
    {
        var next = View with { Version = 2 };
        await Saves.SaveAsync(next, 3, Catalogue[0], Catalogue[1]);
        await Saves.SaveAsync(next, 4, Catalogue[2]);

        await Index.DropAsync(next, 3, Token);

        Assert.Equal("84879", Assert.Single((await Index.SearchAsync(next, new(), Token)).Products).Sku);
        Assert.Equal(9, (await Index.SearchAsync(View, new(), Token)).Count);
        Assert.Empty((await Index.SearchAsync(next, new() { Text = "heart" }, Token)).Products);
    }

    [Fact]
    public async Task Many_entries_are_saved_at_once_and_in_any_script()
    {
        ProductEntry[] entries = [.. Enumerable.Range(0, 2_000).Select(number => Entry($"N{number:D4}", $"Жук café 日本 {number}", "Ñandú", number / 100m))];

        await Saves.SaveAsync(View, 5, entries);

        Assert.Equal(2_000, (await Index.SearchAsync(View, new() { Text = "ЖУК" }, Token)).Count);
        Assert.Equal(2_000, (await Index.SearchAsync(View, new() { Text = "caf" }, Token)).Count);
        Assert.Equal(1, (await Index.SearchAsync(View, new() { Text = "日本 1234" }, Token)).Count);
    }

    [Fact]
    public async Task A_request_with_a_mistake_is_refused()
    {
        await IsRefusedAsync(new() { Text = new('a', 201) }, "Text has 201 characters; at most 200");
        await IsRefusedAsync(new() { Text = "a b c d e f g h i j k" }, "Text has 11 words; at most 10");
        await IsRefusedAsync(new() { Text = "\ud83c" }, "half of a character");
        await IsRefusedAsync(new() { Category = "" }, "Category is empty");
        await IsRefusedAsync(new() { Currency = "gbp" }, "Currency 'gbp' is unknown");
        await IsRefusedAsync(new() { PriceFrom = 1 }, "need a Currency");
        await IsRefusedAsync(new() { Currency = "GBP", PriceFrom = -1 }, "PriceFrom -1 is not between");
        await IsRefusedAsync(new() { Currency = "GBP", PriceTo = decimal.MaxValue }, "PriceTo");
        await IsRefusedAsync(new() { Currency = "GBP", PriceFrom = 2, PriceTo = 1 }, "PriceFrom 2 exceeds PriceTo 1");
        await IsRefusedAsync(new() { Sort = (ProductSort)9 }, "Sort 9 is unknown");
        await IsRefusedAsync(new() { PageSize = 0 }, "PageSize 0 is not between 1 and 200");
        await IsRefusedAsync(new() { PageSize = 201 }, "PageSize 201 is not between 1 and 200");
        await IsRefusedAsync(new() { After = "nonsense" }, "After is not what a page");
        await IsRefusedAsync(new() { After = "4/0/41/4" }, "After is not what a page");
        await IsRefusedAsync(new() { After = "4/NaN/41/41" }, "After is not what a page");
        await IsRefusedAsync(new() { After = "4/0/00/41" }, "After is not what a page");
        await IsRefusedAsync(new() { Sort = ProductSort.Cheapest, After = "4/0/41/41" }, "After is not what a page");
    }

    private async Task CompareAsync(string differing = "", string missing = "", string foreign = "")
    {
        var report = await Index.CompareAsync(View, 3, Products, Token);

        Assert.Equal((differing, missing, foreign), (string.Join(' ', report.Differing), string.Join(' ', report.Missing), string.Join(' ', report.Foreign)));
        Assert.True(report.AreWordsRight);
    }

    private static ProductEntry Entry(string sku, string name, string category, decimal price, long onHand = 0, long booked = 0, string currency = "GBP") =>
        new(sku, new(name, category, price, currency, onHand, booked, ReorderLevel: 10, IsDiscontinued: false, Position: 1));

    private async Task IsRefusedAsync(ProductSearchRequest request, string mistake)
    {
        var exception = await Assert.ThrowsAsync<ArgumentException>(() => Index.SearchAsync(View, request, Token));
        Assert.Contains(mistake, exception.Message, StringComparison.Ordinal);
    }

    private async Task<IReadOnlyList<string>> SkusAsync(ProductSearchRequest request) =>
        [.. (await Index.SearchAsync(View, request, Token)).Products.Select(product => product.Sku)];

    private async Task<IEnumerable<string>> SortedAsync(ProductSearchRequest request) => (await SkusAsync(request)).Order(StringComparer.Ordinal);
}
