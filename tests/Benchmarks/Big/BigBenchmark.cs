using System.Globalization;
using CommandProcessor.Benchmarks.Report;
using CommandProcessor.Benchmarks.Servers;
using CommandProcessor.Projections.CustomerOrders;
using CommandProcessor.Projections.TransactionHistory;
using CommandProcessor.Testing;

namespace CommandProcessor.Benchmarks.Big;

/// <summary>
/// Does an event, or a page, cost more in a big read model than in a small one? Events are delivered to the shell of one key in batches as the road
/// brings them, and saved; pages begin anywhere. Small and big take turns, so that whatever else the machine does falls on each alike.
/// </summary>
internal sealed class BigBenchmark(BigOptions options, TextWriter output)
{
    /// <summary>What a big one may cost more.</summary>
    private const double RatioMax = 1.5;

    public static async Task<int> RunAsync(BigOptions options, CancellationToken cancellationToken)
    {
        await Console.Out.WriteLineAsync(Machine.Describe());
        await new BigBenchmark(options, Console.Out).RunAsync(cancellationToken);
        return 0;
    }

    private async Task RunAsync(CancellationToken cancellationToken)
    {
        var table = new ResultTable("read model", "items", "event µs", "ratio", "page µs", "ratio", "page of one kind µs", "ratio");
        foreach (var store in options.Stores)
        {
            if (store == BigOptions.Postgres) await MeasurePostgresAsync(table, cancellationToken);
            else await MeasureSqliteAsync(table, cancellationToken);
        }

        await output.WriteLineAsync($"An event is one of {GrowingKey.BatchCount} delivered and saved together; a page has {GrowingKey.PageSize} items; medians of {options.Rounds} rounds; at most {RatioMax} was wanted.");
        await output.WriteLineAsync();
        table.Print(output);
    }

    private async Task MeasurePostgresAsync(ResultTable table, CancellationToken cancellationToken)
    {
        await using var postgres = await BenchmarkPostgres.StartAsync(cancellationToken);
        await output.WriteLineAsync(postgres.Description);
        await using var side = await BigReadSide.OnPostgresAsync(await postgres.CreateDatabaseAsync("big", cancellationToken), cancellationToken);
        await MeasureAsync("PostgreSQL", side, table, cancellationToken);
    }

    private async Task MeasureSqliteAsync(ResultTable table, CancellationToken cancellationToken)
    {
        using var folder = new TemporaryFolder();
        await using var side = await BigReadSide.OnSqliteAsync(Path.Combine(folder.Path, "big.db"), cancellationToken);
        await MeasureAsync("SQLite", side, table, cancellationToken);
    }

    private async Task MeasureAsync(string store, BigReadSide side, ResultTable table, CancellationToken cancellationToken)
    {
        await MeasureAsync($"{store}, account's entries", [Account("small", options.Small), Account("big", options.Entries)], table, cancellationToken);
        await MeasureAsync($"{store}, customer's orders", [Customer("small", options.Small), Customer("big", options.Orders)], table, cancellationToken);

        GrowingKey Account(string owner, int itemCount) => new GrowingKey<TransactionHistoryProjection, TransactionHistoryHead, PlacedEntry>(
            new AccountEvents(owner), itemCount, static head => head.Accounts[0].EntryCount, static head => [.. head.Accounts.Select((_, place) => place)], side.Services);
        GrowingKey Customer(string customer, int itemCount) => new GrowingKey<CustomerOrdersProjection, CustomerOrdersHead, Grains.Interfaces.CustomerOrders.OrderView>(
            new OrderEvents(customer), itemCount, static head => head.OrderCount, static head => [.. head.ByState.Select(state => state.State.Category)], side.Services);
    }

    private async Task MeasureAsync(string what, GrowingKey[] keys, ResultTable table, CancellationToken cancellationToken)
    {
        foreach (var key in keys) await key.FillAsync(cancellationToken);
        var rounds = keys.Select(_ => new List<KeyCost>()).ToArray();
        for (var round = 0; round < options.Rounds; round++)
            for (var at = 0; at < keys.Length; at++) rounds[at].Add(await keys[at].MeasureAsync(options.Count, cancellationToken));

        var small = KeyCost.Middle(rounds[0]);
        for (var at = 0; at < keys.Length; at++)
        {
            await keys[at].CheckAsync(cancellationToken);
            var cost = KeyCost.Middle(rounds[at]);
            table.Add(
                what, Show.Count(keys[at].ItemCount), Microseconds(cost.Event), Ratio(cost.Event, small.Event), Microseconds(cost.Page), Ratio(cost.Page, small.Page),
                Microseconds(cost.PageOfCategory), Ratio(cost.PageOfCategory, small.PageOfCategory));
            keys[at].Dispose();
        }
    }

    private static string Microseconds(TimeSpan time) => time.TotalMicroseconds.ToString("#,0", CultureInfo.InvariantCulture);

    private static string Ratio(TimeSpan time, TimeSpan to) => (time / to).ToString("0.00", CultureInfo.InvariantCulture);
}
