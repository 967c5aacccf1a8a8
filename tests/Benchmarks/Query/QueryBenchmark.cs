using System.Globalization;
using CommandProcessor.Benchmarks.Commands;
using CommandProcessor.Benchmarks.Hosting;
using CommandProcessor.Benchmarks.Load;
using CommandProcessor.Benchmarks.Report;
using CommandProcessor.Benchmarks.Servers;
using CommandProcessor.Client;
using CommandProcessor.Grains.Interfaces.CustomerOrders;
using CommandProcessor.Grains.Interfaces.Queries;
using Npgsql;

namespace CommandProcessor.Benchmarks.Query;

/// <summary>
/// Warm point reads of a read model, by callers inside a silo and by those of the client library whose silo is another process, each beside SELECTs by
/// primary key through Npgsql with as many callers. They take turns in one run, so that each has the same machine.
/// </summary>
internal sealed class QueryBenchmark(QueryOptions options, TextWriter output)
{
    private static readonly TimeSpan ArrivalTimeout = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan AskAgain = TimeSpan.FromMilliseconds(50);

    private readonly TimeProvider _time = TimeProvider.System;

    public static async Task<int> RunAsync(QueryOptions options, CancellationToken cancellationToken)
    {
        await Console.Out.WriteLineAsync(Machine.Describe());
        await using var postgres = await BenchmarkPostgres.StartAsync(cancellationToken);
        await Console.Out.WriteLineAsync(postgres.Description);
        await Console.Out.WriteLineAsync();
        await new QueryBenchmark(options, Console.Out).RunAsync(postgres, cancellationToken);
        return 0;
    }

    private async Task RunAsync(BenchmarkPostgres postgres, CancellationToken cancellationToken)
    {
        await MeasureSiloAsync(await postgres.CreateDatabaseAsync("query", cancellationToken), cancellationToken);
        await MeasureClientAsync(await postgres.CreateDatabaseAsync("client", cancellationToken), cancellationToken);
    }

    private async Task MeasureSiloAsync(string connectionString, CancellationToken cancellationToken)
    {
        var parts = new ProductParts { ConnectionString = connectionString, Partitions = options.Partitions, HasProjections = true, HasViewsOverAll = false };
        await using var silo = await ProductSilo.StartAsync(parts, cancellationToken);
        await Parallel.ForAsync(0, options.Customers, cancellationToken, async (customer, token) =>
        {
            await OrderCalls.SendAsync(silo.Grains, OrderContent.IdOf(customer), OrderContent.Place(), token);
            await AskAsync(customer, token); // It is warm, and its row is there.
        });
        await MeasureAsync("inside a silo", AskAsync, connectionString, cancellationToken);

        async Task AskAsync(int customer, CancellationToken token) =>
            Check(customer, await silo.Grains.GetGrain<ICustomerOrdersGrain>(OrderContent.IdOf(customer).Customer).GetSummaryAsync(AtLeast.Anything, token));
    }

    /// <summary>The program as a user runs it, with all views and its broker, in one process; the client library in this one.</summary>
    private async Task MeasureClientAsync(string connectionString, CancellationToken cancellationToken)
    {
        await using var silo = new MortalSilo(connectionString, topic: null, options.Partitions);
        await silo.WaitUntilRunningAsync(cancellationToken);
        await using var connection = await silo.ConnectAsync(options.Customers, cancellationToken);
        await Parallel.ForAsync(0, options.Customers, cancellationToken, async (customer, token) =>
        {
            await connection.Client.Orders.PlaceAsync(OrderContent.IdOf(customer), OrderContent.Place(), cancellationToken: token).OrThrowAsync();
            await AskAsync(customer, token);
        });
        await MeasureAsync("from a client process, by TCP", AskAsync, connectionString, cancellationToken);
        await silo.StopAsync(cancellationToken);

        async Task AskAsync(int customer, CancellationToken token) =>
            Check(customer, await connection.Client.CustomerOrders.GetSummaryAsync(OrderContent.IdOf(customer).Customer, token));
    }

    private async Task MeasureAsync(string what, Func<int, CancellationToken, Task> ask, string connectionString, CancellationToken cancellationToken)
    {
        var model = await WaitForRowsAsync(connectionString, cancellationToken);
        await using var source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(connectionString) { MaxPoolSize = options.Callers, MaxAutoPrepare = 10 });
        (string What, Func<long, Task> Ask)[] contenders =
        [
            (what, turn => ask(Customer(turn), cancellationToken)),
            ("SELECT by primary key, Npgsql", turn => SelectAsync(source, model, Customer(turn), cancellationToken)),
        ];
        var results = contenders.ToDictionary(contender => contender.What, _ => new List<LoadResult>());
        var level = new LoadLevel(options.Callers, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(options.Seconds));
        for (var round = 0; round < options.Rounds; round++)
        {
            foreach (var contender in contenders) results[contender.What].Add(await new ClosedLoop(_time).RunAsync(level, contender.Ask, cancellationToken));
        }

        Print(contenders.Select(contender => (contender.What, results[contender.What].OrderBy(result => result.PerSecond).ElementAt(options.Rounds / 2))).ToList());
    }

    private void Print(List<(string What, LoadResult Result)> results)
    {
        if (results.Find(one => one.Result.Failures > 0) is { Result: not null } failed) throw new BenchmarkFailedException($"{failed.What}: {failed.Result.FirstFailure}");
        var table = new ResultTable($"{options.Callers} callers, {Show.Count(options.Customers)} customers", "reads/s", "of SELECT", "p50 ms", "p99 ms");
        foreach (var (what, result) in results)
        {
            table.Add(what, Show.Count(result.PerSecond), (result.PerSecond / results[^1].Result.PerSecond).ToString("0.0x", CultureInfo.InvariantCulture),
                Show.Milliseconds(result.P50), Show.Milliseconds(result.P99));
        }

        table.Print(output);
    }

    private int Customer(long turn) => (int)(turn * 7_919 % options.Customers);

    private static void Check(int customer, CustomerSummary summary)
    {
        if (summary.OrderCount != 1) throw new BenchmarkFailedException($"Customer {customer} has {summary.OrderCount} orders.");
    }

    /// <summary>Returns the number of the read models when each customer has its row.</summary>
    private async Task<int> WaitForRowsAsync(string connectionString, CancellationToken cancellationToken)
    {
        const string model = "SELECT model::bigint FROM read_model WHERE projection = 'customer-orders'";
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(ArrivalTimeout);
        while (await BenchmarkPostgres.CountAsync(connectionString, $"SELECT count(*) FROM read_model_head WHERE model = ({model})", deadline.Token) < options.Customers)
            await Task.Delay(AskAgain, _time, deadline.Token);
        return (int)await BenchmarkPostgres.CountAsync(connectionString, model, cancellationToken);
    }

    private static async Task SelectAsync(NpgsqlDataSource source, int model, int customer, CancellationToken cancellationToken)
    {
        await using var command = source.CreateCommand("SELECT position, body FROM read_model_head WHERE model = $1 AND key = $2");
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = model });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = $"customer/{OrderContent.IdOf(customer).Customer}" });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        if (!await reader.ReadAsync(cancellationToken) || reader.GetString(1).Length == 0) throw new BenchmarkFailedException($"Customer {customer} has no row.");
    }
}
