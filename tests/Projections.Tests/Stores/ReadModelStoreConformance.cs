using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Projections.Stores;

namespace CommandProcessor.Projections.Tests.Stores;

/// <summary>What every store of read models promises.</summary>
public abstract class ReadModelStoreConformance : IAsyncLifetime
{
    private static readonly ReadModelId Model = new("sample", 1);
    private static readonly PartitionKey Ada = PartitionKey.Customer("ada");
    private static readonly PartitionKey Bob = PartitionKey.Customer("bob");
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, 123, TimeSpan.Zero);

    private IReadModelDatabase? _database;
    private SqlReadModelStore? _store;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private IReadModelDatabase Database => _database ?? throw new InvalidOperationException("There is no database yet.");

    private SqlReadModelStore Store => _store ?? throw new InvalidOperationException("There is no store yet.");

    public async ValueTask InitializeAsync()
    {
        _database = await CreateAsync();
        _store = _database.Open();
        await _store.InitializeAsync(Token);
    }

    public async ValueTask DisposeAsync()
    {
        if (_database is not null) await _database.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    protected abstract ValueTask<IReadModelDatabase> CreateAsync();

    /// <summary>Takes the tables back to the schema before rows were shared, and its number to the one after.</summary>
    protected abstract string ToUnsharedRows { get; }

    [Fact]
    public async Task What_was_never_saved_is_not_there()
    {
        Assert.Null(await Store.FindAsync(new(Model, Ada), Token));
        Assert.Equal([null], await Store.LoadItemsAsync([At(Ada, "1")], Token));
        Assert.Empty(await Store.ReadPageAsync(Model, new(Ada, [1, 2], null, 10), Token));
    }

    [Fact]
    public async Task What_is_saved_comes_back()
    {
        var item = Item(Ada, "1", sort: 7, category: 2, position: 5, "{\"total\":\"1.10 € 🎁 \\u0000\"}");

        var rejected = await Store.SaveAsync([Change(Ada, 5, "{\"count\":1}", item)], Token);

        Assert.Empty(rejected);
        Assert.Equal(new ReadModelRow(Ada, 3, 5, "{\"count\":1}", null), await Store.FindAsync(new(Model, Ada), Token));
        Assert.Equal([null, item], await Store.LoadItemsAsync([At(Ada, "2"), At(Ada, "1")], Token));
    }

    [Fact]
    public async Task Many_items_believed_new_are_written_over_what_is_there_and_not_into_what_is_newer()
    {
        await Store.SaveAsync([Change(Ada, 5, "{}", Items(Ada, 0, 5)), Change(Bob, 7, "{}", Items(Bob, 0, 7))], Token);

        var rejected = await Store.SaveAsync([Change(Ada, 6, "{}", Items(Ada, 100, 6)), Change(Bob, 6, "{}", Items(Bob, 200, 6))], Token);
        var both = await Store.SaveAsync([Change(Ada, 8, "{}", Items(Ada, 400, 8)), Change(Bob, 6, "{}", Items(Bob, 400, 6))], Token);

        Assert.Equal([new(Model, Bob)], rejected);
        Assert.Equal([new(Model, Bob)], both);
        var found = await Store.LoadItemsAsync([At(Ada, "99"), At(Ada, "100"), At(Ada, "399"), At(Ada, "699"), At(Bob, "299"), At(Bob, "300"), At(Bob, "400")], Token);
        Assert.Equal([5L, 6, 6, 8, 7, null, null], found.Select(item => item?.Position));
        Assert.Equal(Items(Ada, 699, 8)[0] with { IsNew = false }, found[3]);

        static ItemRow[] Items(PartitionKey key, int first, long position) =>
        [
            .. Enumerable.Range(first, 300).Select(number =>
                Item(key, $"{number}", sort: number, category: -1, position, "{\"total\":\"1.10 € 🎁 \\u0000\"}") with { IsNew = true }),
        ];
    }

    [Fact]
    public async Task Versions_with_the_same_content_compare_as_the_same_and_whatever_differs_shows()
    {
        var item = Item(Ada, "1", sort: 7, category: 2, position: 5, "{\"total\":1}");
        await SaveAsync(1, "{\"count\":1}", item);
        await SaveAsync(2, "{\"count\":1}", item with { Position = 4 }); // Saved at another time, and the same.
        await SaveAsync(3, "{\"count\":1}", item with { Body = "{\"total\":2}" });
        await SaveAsync(4, "{\"count\":2}", item);
        await SaveAsync(5, "{\"count\":1}", item with { Sort = 8 });
        await SaveAsync(6, "{\"count\":1}", item with { Category = 3 });
        await SaveAsync(7, "{\"count\":1}", item with { Item = "2" });
        await SaveAsync(8, "{\"count\":1}", item, position: 6);
        await SaveAsync(9, "{\"count\":1}", item);
        await Store.ParkAsync(new(new("sample", 9), Ada), new(Ada, 3, 5, "{}", new(6, "order-placed", "broken", Noon)), Token);

        var two = new VersionCount(2, 2);
        Assert.Equal(new(two, two, Level: 2, Different: 0, Example: null), await CompareAsync(2));
        for (var version = 3; version <= 7; version++) Assert.Equal(new(two, two, Level: 2, Different: 1, Example: Ada.Value), await CompareAsync(version));
        Assert.Equal(new(two, two, Level: 1, Different: 0, Example: null), await CompareAsync(8)); // Farther, which is no difference.
        Assert.Equal(new(two, two, Level: 2, Different: 1, Example: Ada.Value), await CompareAsync(9));
        Assert.Equal(new(default, two, Level: 0, Different: 0, Example: null), await CompareAsync(10));

        Task<VersionComparison> CompareAsync(int version) => Store.CompareAsync(new("sample", version), new("sample", 1), 3, areItemsFinal: false, Token);

        async Task SaveAsync(int version, string head, ItemRow row, long position = 5)
        {
            var model = new ReadModelId("sample", version);
            await Store.SaveAsync(
                [Change(Ada, position, head, row) with { Address = new(model, Ada) }, Change(Bob, 5, "{}", Item(Bob, "1", 7, 2, 5, "{}")) with { Address = new(model, Bob) }], Token);
        }
    }

    [Fact]
    public async Task Versions_whose_final_items_share_other_rows_compare_as_the_same()
    {
        string[] lines = ["{\"n\":1}", "{\"n\":2}", "{\"n\":\"3\\n\"}", "{\"n\":4}"];
        await SaveAsync(1, Row(1, lines), Row(5, "{}"));
        await SaveAsync(2, Row(1, lines[..1]), Row(2, lines[1..3]), Row(4, lines[3..]), Row(5, "{}"));
        await SaveAsync(3, Row(1, lines[..3]), Row(5, "{}")); // One is missing,
        await SaveAsync(4, Row(1, [.. lines[..3], "{\"n\":5}"]), Row(5, "{}")); // is another,
        await SaveAsync(5, Row(1, lines), Row(4, lines[3..]), Row(5, "{}")); // or there twice.
        await SaveAsync(6, Row(1, lines) with { Category = 3 }, Row(5, "{}"));

        Assert.Equal(new(new(1, 5), new(1, 5), Level: 1, Different: 0, Example: null), await CompareAsync(2));
        Assert.Equal(new(new(1, 4), new(1, 5), Level: 1, Different: 1, Example: Ada.Value), await CompareAsync(3));
        Assert.Equal(new(new(1, 5), new(1, 5), Level: 1, Different: 1, Example: Ada.Value), await CompareAsync(4));
        Assert.Equal(new(new(1, 6), new(1, 5), Level: 1, Different: 1, Example: Ada.Value), await CompareAsync(5));
        Assert.Equal(new(new(1, 5), new(1, 5), Level: 1, Different: 1, Example: Ada.Value), await CompareAsync(6));

        static ItemRow Row(int first, params string[] bodies) =>
            Item(Ada, $"{first}", sort: first, category: 2, position: first + bodies.Length - 1, string.Join('\n', bodies)) with { ItemCount = bodies.Length };

        Task<VersionComparison> CompareAsync(int version) => Store.CompareAsync(new("sample", version), new("sample", 1), 3, areItemsFinal: true, Token);

        Task SaveAsync(int version, params ItemRow[] rows) =>
            Store.SaveAsync([Change(Ada, 5, "{}", rows) with { Address = new(new("sample", version), Ada) }], Token);
    }

    [Fact]
    public async Task A_change_that_goes_on_from_elsewhere_than_the_row_stands_is_turned_away()
    {
        Assert.True(await IsTurnedAwayAsync(Ada, 7, previous: 5)); // There is no row.
        Assert.False(await IsTurnedAwayAsync(Ada, 5, previous: 0));
        Assert.True(await IsTurnedAwayAsync(Ada, 7, previous: 0));
        Assert.True(await IsTurnedAwayAsync(Ada, 7, previous: 4));
        Assert.True(await IsTurnedAwayAsync(Ada, 7, previous: 6));
        Assert.False(await IsTurnedAwayAsync(Ada, 7, previous: 5));
        Assert.True(await IsTurnedAwayAsync(Ada, 7, previous: 5)); // Once.
        Assert.False(await IsTurnedAwayAsync(Ada, 7, previous: null));
        await Store.ParkAsync(new(Model, Bob), new(Bob, 3, 0, "initial", new(6, "order-placed", "broken", Noon)), Token);
        Assert.False(await IsTurnedAwayAsync(Bob, 6, previous: 0));
        await Store.DeleteAsync(new(Model, Ada), Token);
        Assert.True(await IsTurnedAwayAsync(Ada, 8, previous: 7));

        Assert.Null(await Store.FindAsync(new(Model, Ada), Token));
        Assert.Empty(await Store.ReadItemsAsync(Model, [Ada], null, 10, Token));
        Assert.Equal(6, (await Store.FindAsync(new(Model, Bob), Token))?.Position);

        async Task<bool> IsTurnedAwayAsync(PartitionKey key, long position, long? previous)
        {
            var items = Enumerable.Range(0, 300).Select(number => Item(key, $"{position}/{number}", number, 1, position) with { IsNew = true }); // Enough to be copied.
            var change = Change(key, position, "{}", [.. items.Take(position % 2 == 0 ? 300 : 1)]) with { Previous = previous };
            return (await Store.SaveAsync([change], Token)).Count > 0;
        }
    }

    [Fact]
    public async Task A_page_reads_no_more_shared_rows_than_hold_its_items()
    {
        // Rows of one item, of two, and so on to ten, the newest last, from 1 to 55; in two categories.
        var rows = Enumerable.Range(1, 10).SelectMany(count => Enumerable.Range(0, 2).Select(category => Row((count * (count - 1) / 2) + 1, count, category))).ToArray();
        await Store.SaveAsync([Change(Ada, 55, "{}", rows)], Token);

        Assert.Equal([46], await ReadAsync(after: null, count: 1, [0])); // The first row may have but one that is wanted.
        Assert.Equal([46, 37], await ReadAsync(after: null, count: 5, [0]));
        Assert.Equal([46, 37], await ReadAsync(after: 50, count: 5, [0])); // Its own row holds 46 to 49.
        Assert.Equal([37, 29, 22], await ReadAsync(after: 46, count: 10, [0]));
        Assert.Equal([46, 46, 37, 37], await ReadAsync(after: null, count: 5, [0, 1]));
        Assert.Equal([2, 1], await ReadAsync(after: 4, count: 100, [1]));
        Assert.Empty(await ReadAsync(after: 1, count: 100, [0]));

        async Task<IEnumerable<long>> ReadAsync(int? after, int count, int[] categories)
        {
            ItemCursor? cursor = after is { } sort ? new(sort, $"{sort:D3}") : null;
            var page = await Store.ReadPageAsync(Model, new(Ada, categories, cursor, count) { AreFinal = true }, Token);
            Assert.All(page, row => Assert.Contains(row, rows));
            return page.Select(row => row.Sort);
        }

        static ItemRow Row(int first, int count, int category) => Item(Ada, $"{first:D3}/{category}", first, category, first + count - 1) with { ItemCount = count };
    }

    [Fact]
    public async Task What_goes_beside_a_row_is_saved_with_it_or_not_at_all()
    {
        await Database.ExecuteAsync("CREATE TABLE beside (number integer NOT NULL)", Token);
        var whole = new ReadModelAddress(Model, Ada);
        var saved = new List<int>();

        Assert.Empty(await Store.SaveAsync([With(1, Change(Ada, 5, "{}"))], Token));
        Assert.Equal([whole], await Store.SaveAsync([With(2, Change(Ada, 4, "{}")), With(3, Change(Bob, 4, "{}"))], Token));
        Assert.Equal([whole], await Store.SaveAsync([With(4, Change(Ada, 6, "{}")) with { Generation = 1 }], Token));
        await Assert.ThrowsAnyAsync<Exception>(() => Store.SaveAsync([Change(Ada, 7, "{}") with { Beside = (_, _) => throw new InvalidOperationException("It cannot be saved.") }], Token));
        await Store.BeginPartitionAsync(whole, 3, generation: 7, (transaction, token) => InsertAsync(transaction, 5, token), Token);

        Assert.Equal((0, 7), (await Store.FindAsync(whole, Token)) is { } row ? (row.Position, row.Generation) : default);
        Assert.Equal([1, 3, 5], saved);
        Assert.Equal([whole], await Store.SaveAsync([With(6, Change(Ada, 8, "{}"))], Token)); // It was of the fold before.

        ReadModelChange With(int number, ReadModelChange change) => change with { Beside = (transaction, token) => InsertAsync(transaction, number, token) };

        async Task InsertAsync(SaveTransaction transaction, int number, CancellationToken token)
        {
            Assert.Equal(3, transaction.Partition);
            await using var command = transaction.Connection.CreateCommand();
            command.Transaction = transaction.Transaction;
            command.CommandText = $"INSERT INTO beside (number) VALUES ({number})"; // A number of this test.
            await command.ExecuteNonQueryAsync(token);
            saved.Add(number);
        }
    }

    [Fact]
    public async Task A_partition_that_was_folded_anew_takes_the_place_of_what_was_and_nothing_from_before()
    {
        var (shown, beside) = (new ReadModelAddress(Model, Ada), new ReadModelAddress(Model.Beside, Ada));
        await Store.SaveAsync([Change(Ada, 5, "{}", Item(Ada, "old", 1, 0, 5))], Token);
        await Store.BeginPartitionAsync(beside, 3, generation: 7, beside: null, Token);
        var anew = Change(Ada, 6, "{}", Item(Ada, "new", 1, 0, 6)) with { Address = beside, Generation = 7 };
        PartitionSwap swap = new(3, beside, 7, shown, 0, Beside: null);

        Assert.False(await Store.SwapPartitionAsync(swap, Token)); // It is behind.
        Assert.Empty(await Store.SaveAsync([anew], Token));
        Assert.Equal([beside], await Store.SaveAsync([anew with { Position = 9, Generation = 8 }], Token));
        Assert.False(await Store.SwapPartitionAsync(swap with { NewGeneration = 8 }, Token));
        Assert.False(await Store.SwapPartitionAsync(swap with { OldGeneration = 1 }, Token));
        Assert.True(await Store.SwapPartitionAsync(swap, Token));
        Assert.False(await Store.SwapPartitionAsync(swap, Token));

        Assert.Equal((6, 7), (await Store.FindAsync(shown, Token)) is { } row ? (row.Position, row.Generation) : default);
        Assert.Null(await Store.FindAsync(beside, Token));
        Assert.Equal([null, Item(Ada, "new", 1, 0, 6)], await Store.LoadItemsAsync([At(Ada, "old"), At(Ada, "new")], Token));
        Assert.Equal([shown], await Store.SaveAsync([Change(Ada, 10, "{}", Item(Ada, "old", 1, 0, 10))], Token));
        Assert.Empty(await Store.SaveAsync([Change(Ada, 10, "{}") with { Generation = 7 }], Token));
    }

    [Fact]
    public async Task A_group_of_many_read_models_is_saved_at_once()
    {
        var keys = Enumerable.Range(0, 300).Select(number => PartitionKey.Customer($"c{number:D3}")).ToList();

        await Store.SaveAsync([.. keys
            .Select((key, at) => Change(key, at + 1, "{}", Item(key, "a", 1, 1, at + 1), Item(key, "b", 2, 1, at + 1)))], Token);

        var items = await Store.ReadItemsAsync(Model, keys, null, 1_000, Token);
        Assert.Equal(600, items.Count);
        Assert.Equal(300, (await Store.FindAsync(new(Model, keys[^1]), Token))?.Position);
    }

    [Fact]
    public async Task Many_are_loaded_at_once_in_the_order_asked_for()
    {
        var next = new ReadModelId("sample", 2);
        await Store.SaveAsync([Change(Ada, 5, "ada", Item(Ada, "1", 1, 1, 5, "ada 1")),
            Change(Bob, 6, "bob", Item(Bob, "1", 1, 1, 6, "bob 1"))], Token);
        await Store.SaveAsync([new(new(next, Ada), 3, 1, "next", [Item(Ada, "1", 1, 1, 1, "next 1")])], Token);
        ReadModelAddress[] addresses = [new(Model, Bob), new(next, Ada), new(next, Bob), new(Model, Ada), new(Model, Bob)];

        var heads = await Store.LoadAsync(addresses, Token);
        var items = await Store.LoadItemsAsync([.. addresses.Select(address => new ItemAddress(address, "1"))], Token);

        Assert.Equal(["bob", "next", null, "ada", "bob"], heads.Select(head => head?.Body));
        Assert.Equal(["bob 1", "next 1", null, "ada 1", "bob 1"], items.Select(item => item?.Body));
    }

    [Fact]
    public async Task A_newer_row_replaces_an_older_one()
    {
        await Store.SaveAsync([Change(Ada, 5, "old", Item(Ada, "1", 1, 1, 5, "old"), Item(Ada, "2", 1, 1, 5, "kept"))], Token);

        var rejected = await Store.SaveAsync([Change(Ada, 6, "new", Item(Ada, "1", 9, 2, 6, "new"))], Token);

        Assert.Empty(rejected);
        Assert.Equal("new", (await Store.FindAsync(new(Model, Ada), Token))?.Body);
        Assert.Equal(["new", "kept"], (await Store.ReadPageAsync(Model, new(Ada, [1, 2], null, 10), Token)).Select(item => item.Body));
    }

    [Fact]
    public async Task An_older_row_is_turned_away_with_its_items_and_the_rest_of_the_group_is_saved()
    {
        await Store.SaveAsync([Change(Ada, 9, "newer", Item(Ada, "1", 1, 1, 9, "newer"))], Token);

        var rejected = await Store.SaveAsync(
            [Change(Ada, 8, "older", Item(Ada, "1", 1, 1, 8, "older"), Item(Ada, "2", 1, 1, 8, "older")),
                Change(Bob, 2, "bob", Item(Bob, "1", 1, 1, 2, "bob"))], Token);

        Assert.Equal([new ReadModelAddress(Model, Ada)], rejected);
        Assert.Equal("newer", (await Store.FindAsync(new(Model, Ada), Token))?.Body);
        Assert.Equal(["newer"], (await Store.ReadPageAsync(Model, new(Ada, [1, 2], null, 10), Token)).Select(item => item.Body));
        Assert.Equal("bob", (await Store.FindAsync(new(Model, Bob), Token))?.Body);
    }

    [Fact]
    public async Task Of_writers_that_race_the_newest_row_remains()
    {
        const int PositionMax = 200;
        var stores = Enumerable.Range(0, 4).Select(_ => Database.Open()).ToArray();

        await Task.WhenAll(stores.Select((store, number) => Task.Run(async () =>
        {
            for (var position = 1 + number; position <= PositionMax; position += stores.Length)
                await store.SaveAsync([Change(Ada, position, $"{position}", Item(Ada, "1", position, 1, position, $"{position}")),
                    Change(Bob, position, $"{position}")], Token);
        }, Token)));

        Assert.Equal($"{PositionMax}", (await Store.FindAsync(new(Model, Ada), Token))?.Body);
        Assert.Equal([$"{PositionMax}"], (await Store.LoadItemsAsync([At(Ada, "1")], Token)).Select(item => item?.Body));
    }

    [Fact]
    public async Task Pages_walk_all_items_newest_first_and_none_twice()
    {
        string[] names = ["a", "b", "é", "z", "\uFF5E", "😀"];
        var items = Enumerable.Range(0,
            60).Select(number => Item(Ada, names[number % 6] + number, sort: number / 4, category: number % 3, position: 1)).ToArray();
        await Store.SaveAsync([Change(Ada, 1, "{}", items), Change(Bob, 1, "{}", Item(Bob, "x", 1, 1, 1))], Token);

        Assert.Equal(Ordered(items), await WalkAsync(2, 0, 1));
        Assert.Equal(Ordered(items.Where(item => item.Category == 1)), await WalkAsync(1));
        Assert.Equal(Ordered(items.Where(item => item.Category != 1)), await WalkAsync(0, 2, 7));
        Assert.Empty(await WalkAsync());

        static IEnumerable<string> Ordered(IEnumerable<ItemRow> items) => items
            .OrderBy(item => new ItemCursor(item.Sort, item.Item)).Select(item => item.Item);
    }

    [Fact]
    public async Task Versions_stand_beside_each_other()
    {
        var next = new ReadModelId("sample", 2);
        await Store.SaveAsync([Change(Ada, 5, "first")], Token);
        await Store.SaveAsync([new(new(next, Ada), 3, 1, "second", [Item(Ada, "1", 1, 1, 1)])], Token);

        var deleted = await Store.DeleteVersionAsync(next, 10, Token);

        Assert.Equal(1, deleted);
        Assert.Equal(0, await Store.DeleteVersionAsync(next, 10, Token));
        Assert.Null(await Store.FindAsync(new(next, Ada), Token));
        Assert.Equal([null], await Store.LoadItemsAsync([new(new(next, Ada), "1")], Token));
        Assert.Equal("first", (await Store.FindAsync(new(Model, Ada), Token))?.Body);
    }

    [Fact]
    public async Task Parked_read_models_are_listed_until_they_are_unparked()
    {
        var parking = new Parking(6, "order-placed", "It's broken.", Noon);
        await Store.SaveAsync([Change(Ada, 5, "{}")], Token);
        await Store.ParkAsync(new(Model, Ada), new(Ada, 3, 5, "{}", parking), Token);
        await Store.ParkAsync(new(Model, Bob), new(Bob, 3, 0, "initial", parking), Token);

        Assert.Equal(2, await Store.CountParkedAsync(Model, Token));
        Assert.Equal([Ada, Bob], (await Store.ListParkedAsync(Model, null, 10, Token)).Select(row => row.Key));
        Assert.Equal([Bob], (await Store.ListParkedAsync(Model, Ada, 10, Token)).Select(row => row.Key));
        Assert.Equal(parking, (await Store.FindAsync(new(Model, Ada), Token))?.Parking);
        Assert.Equal(new ReadModelRow(Bob, 3, 0, "initial", parking), await Store.FindAsync(new(Model, Bob), Token));

        await Store.UnparkAsync(new(Model, Ada), Token);

        Assert.Null((await Store.FindAsync(new(Model, Ada), Token))?.Parking);
        Assert.Equal(1, await Store.CountParkedAsync(Model, Token));
    }

    [Fact]
    public async Task A_read_model_that_has_moved_on_is_not_parked()
    {
        await Store.SaveAsync([Change(Ada, 7, "{}")], Token);

        Assert.False(await Store.ParkAsync(new(Model, Ada), new(Ada, 3, 5, "{}", new(6, "order-placed", "broken", Noon)), Token));

        Assert.Equal(0, await Store.CountParkedAsync(Model, Token));
    }

    [Fact]
    public async Task A_read_model_is_parked_until_it_is_saved_past_the_event_that_it_waits_at()
    {
        var parking = new Parking(8, "order-placed", "broken", Noon);
        await Store.SaveAsync([Change(Ada, 5, "{}")], Token);
        Assert.True(await Store.ParkAsync(new(Model, Ada), new(Ada, 3, 5, "{}", parking), Token));

        await Store.SaveAsync([Change(Ada, 7, "{}")], Token);
        Assert.Equal(parking, (await Store.FindAsync(new(Model, Ada), Token))?.Parking);

        await Store.SaveAsync([Change(Ada, 8, "{}")], Token);
        Assert.Equal(new ReadModelRow(Ada, 3, 8, "{}", Parking: null), await Store.FindAsync(new(Model, Ada), Token));
        Assert.Equal(0, await Store.CountParkedAsync(Model, Token));
    }

    [Fact]
    public async Task Who_folded_a_partition_before_it_was_folded_anew_parks_nothing()
    {
        var (whole, parked) = (new ReadModelAddress(Model, Ada), new ReadModelRow(Bob, 3, 5, "{}", new(6, "order-placed", "broken", Noon)));
        await Store.BeginPartitionAsync(whole, 3, generation: 7, beside: null, Token);

        Assert.False(await Store.ParkForAsync(whole, generation: 6, parked, Token));
        Assert.Equal(0, await Store.CountParkedAsync(Model, Token));

        Assert.True(await Store.ParkForAsync(whole, generation: 7, parked, Token));
        Assert.Equal([Bob], (await Store.ListParkedAsync(Model, null, 10, Token)).Select(row => row.Key));
    }

    [Fact]
    public async Task A_deleted_read_model_leaves_nothing()
    {
        await Store.SaveAsync([Change(Ada, 5, "{}", Item(Ada, "1", 1, 1, 5)), Change(Bob, 5, "{}", Item(Bob, "1", 1, 1, 5))], Token);

        await Store.DeleteAsync(new(Model, Ada), Token);

        Assert.Null(await Store.FindAsync(new(Model, Ada), Token));
        Assert.Empty(await Store.ReadItemsAsync(Model, [Ada], null, 10, Token));
        Assert.Single(await Store.ReadItemsAsync(Model, [Ada, Bob], null, 10, Token));
    }

    [Fact]
    public async Task A_partition_is_walked_by_key_and_its_items_by_key_and_item()
    {
        await Store.SaveAsync([Change(Bob, 5, "{}", Item(Bob, "1", 1, 1, 5)),
            Change(Ada, 5, "{}", Item(Ada, "2", 1, 1, 5), Item(Ada, "1", 1, 1, 5))], Token);

        var first = await Store.ReadPartitionAsync(Model, 3, null, 1, Token);
        var second = await Store.ReadPartitionAsync(Model, 3, first[0].Key, 1, Token);
        var items = await Store.ReadItemsAsync(Model, [Ada, Bob], null, 2, Token);
        var rest = await Store.ReadItemsAsync(Model, [Ada, Bob], items[^1], 2, Token);

        Assert.Equal([Ada, Bob], first.Concat(second).Select(row => row.Key));
        Assert.Empty(await Store.ReadPartitionAsync(Model, 2, null, 1, Token));
        Assert.Equal(["1", "2", "1"], items.Concat(rest).Select(item => item.Item));
    }

    [Fact]
    public async Task The_schema_is_made_once_by_all_who_start_together()
    {
        var stores = Enumerable.Range(0, 4).Select(_ => Database.Open()).ToArray();

        await Task.WhenAll(stores.Select(store => store.InitializeAsync(Token)));

        Assert.Null(await stores[0].FindAsync(new(Model, Ada), Token));
    }

    [Fact]
    public async Task Read_models_of_a_schema_before_are_brought_to_this_one_with_what_they_hold()
    {
        var item = Item(Ada, "1", sort: 7, category: 2, position: 5);
        await Store.SaveAsync([Change(Ada, 5, "{}", item)], Token);
        await Database.ExecuteAsync($"{ToUnsharedRows}; UPDATE read_model_schema SET version = version - 1", Token);

        var store = Database.Open();
        await store.InitializeAsync(Token);

        Assert.Equal([item], await store.ReadItemsAsync(Model, [Ada], null, 10, Token));
        Assert.Empty(await store.SaveAsync([Change(Ada, 6, "{}", item with { Item = "2", ItemCount = 3 }) with { Previous = 5 }], Token));
        Assert.Equal([1, 3], (await store.ReadItemsAsync(Model, [Ada], null, 10, Token)).Select(row => row.ItemCount));
    }

    [Fact]
    public async Task A_newer_database_is_refused()
    {
        await Database.ExecuteAsync("INSERT INTO read_model_schema (version) VALUES (99)", Token);

        var exception = await Assert.ThrowsAsync<ReadModelMismatchException>(() => Database.Open().InitializeAsync(Token));

        Assert.StartsWith("The database of the read models has schema 99; this program knows up to ", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_failure_of_the_database_is_an_error_of_its_own()
    {
        await Database.ExecuteAsync("DROP TABLE read_model_head", Token);

        var exception = await Assert.ThrowsAsync<ReadModelException>(() => Store.FindAsync(new(Model, Ada), Token));

        Assert.False(exception.IsTransient);
    }

    [Fact]
    public async Task A_checkpoint_is_kept_for_the_newest_owner_only()
    {
        var checkpoints = ConsumerCheckpoints.Beside(Store);
        var partition = new ConsumerPartition("customer-orders", "events", 3);
        Assert.Null(await checkpoints.ReadAsync(partition, Token));

        Assert.Null(await checkpoints.ClaimAsync(partition, "silo 1", after: 7, Token));
        var first = await checkpoints.ClaimAsync(partition, "silo 1", after: 0, Token);
        Assert.NotNull(first);
        Assert.Equal(new ConsumerCheckpoint(1, "silo 1", false, -1, 0), first);
        Assert.Null(await checkpoints.ClaimAsync(partition, "silo 3", after: 0, Token));
        Assert.True(await checkpoints.SaveAsync(partition, first.Epoch, 41, 40, release: false, Token));

        var second = await checkpoints.ClaimAsync(partition, "silo 2", after: 1, Token);
        Assert.NotNull(second);
        Assert.Equal(new ConsumerCheckpoint(2, "silo 2", false, 41, 40), second);
        Assert.False(await checkpoints.SaveAsync(partition, first.Epoch, 99, 98, release: false, Token));
        Assert.True(await checkpoints.SaveAsync(partition, second.Epoch, 50, 49, release: true, Token));

        Assert.Equal(new ConsumerCheckpoint(2, "silo 2", true, 50, 49), await checkpoints.ReadAsync(partition, Token));
        Assert.Null(await checkpoints.ReadAsync(partition with { Topic = "other" }, Token));
    }

    private async Task<List<string>> WalkAsync(params IReadOnlyList<int> categories)
    {
        List<string> walked = [];
        ItemCursor? after = null;
        while (true)
        {
            var page = await Store.ReadPageAsync(Model, new(Ada, categories, after, 7), Token);
            if (page.Count == 0) return walked;
            walked.AddRange(page.Select(item => item.Item));
            after = ItemCursor.Parse(new ItemCursor(page[^1].Sort, page[^1].Item).ToString());
        }
    }

    private static ItemAddress At(PartitionKey key, string item) => new(new(Model, key), item);

    private static ReadModelChange Change(PartitionKey key, long position, string body, params ItemRow[] items) =>
        new(new(Model, key), 3, position, body, items);

    private static ItemRow Item(PartitionKey key, string item, long sort, int category, long position, string body = "{}") =>
        new(key, item, sort, category, position, body);
}
