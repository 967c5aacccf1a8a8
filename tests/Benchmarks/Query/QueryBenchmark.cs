using System.Globalization;
using CommandProcessor.Benchmarks.Commands;
using CommandProcessor.Benchmarks.Hosting;
using CommandProcessor.Benchmarks.Load;
using CommandProcessor.Benchmarks.Report;
using CommandProcessor.Benchmarks.Servers;
using CommandProcessor.Grains.Interfaces.CustomerOrders;
using CommandProcessor.Grains.Interfaces.Queries;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Npgsql;
using Orleans.Configuration;

namespace CommandProcessor.Benchmarks.Query;

/// <summary>
/// Warm point reads of a read model, by callers inside the silo and by callers of a client that is connected to its gateway by TCP, beside SELECTs by
/// primary key through Npgsql with as many callers. All take turns in one run, in one process, so that each has the same machine.
/// </summary>
internal sealed class QueryBenchmark(QueryOptions options, TextWriter output)
{
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
        var parts = new ProductParts
        {
            ConnectionString = await postgres.CreateDatabaseAsync("query", cancellationToken),
            Partitions = options.Partitions,
            HasProjections = true,
            HasViewsOverAll = false,
        };
        await using var silo = await ProductSilo.StartAsync(parts, cancellationToken);
        await Parallel.ForAsync(0, options.Customers, cancellationToken, async (customer, token) =>
        {
            await OrderCalls.SendAsync(silo.Grains, OrderContent.IdOf(customer), OrderContent.Place(), token);
            await AskAsync(silo.Grains, customer, token); // It is warm, and its row is there.
        });
        using var client = await ConnectAsync(silo, cancellationToken);
        var grains = client.Services.GetRequiredService<IClusterClient>();
        await using var source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(parts.ConnectionString) { MaxPoolSize = options.Callers, MaxAutoPrepare = 10 });

        (string What, Func<long, Task> Ask)[] contenders =
        [
            ("inside a silo", turn => AskAsync(silo.Grains, Customer(turn), cancellationToken)),
            ("through the client, by TCP", turn => AskAsync(grains, Customer(turn), cancellationToken)),
            ("SELECT by primary key, Npgsql", turn => SelectAsync(source, Customer(turn), cancellationToken)),
        ];
        var results = contenders.ToDictionary(contender => contender.What, _ => new List<LoadResult>());
        var level = new LoadLevel(options.Callers, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(options.Seconds));
        for (var round = 0; round < options.Rounds; round++)
        {
            foreach (var (what, ask) in contenders) results[what].Add(await new ClosedLoop(_time).RunAsync(level, ask, cancellationToken));
        }

        Print(contenders.Select(contender => (contender.What, results[contender.What].OrderBy(result => result.PerSecond).ElementAt(options.Rounds / 2))).ToList());
        await client.StopAsync(cancellationToken);
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

    private static async Task AskAsync(IGrainFactory grains, int customer, CancellationToken cancellationToken)
    {
        var summary = await grains.GetGrain<ICustomerOrdersGrain>(OrderContent.IdOf(customer).Customer).GetSummaryAsync(AtLeast.Anything, cancellationToken);
        if (summary.OrderCount != 1) throw new BenchmarkFailedException($"Customer {customer} has {summary.OrderCount} orders.");
    }

    private static async Task SelectAsync(NpgsqlDataSource source, int customer, CancellationToken cancellationToken)
    {
        await using var command = source.CreateCommand("SELECT position, body FROM read_model_head WHERE model = 1 AND key = $1");
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = $"customer/{OrderContent.IdOf(customer).Customer}" });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        if (!await reader.ReadAsync(cancellationToken) || reader.GetString(1).Length == 0) throw new BenchmarkFailedException($"Customer {customer} has no row.");
    }

    private static async Task<IHost> ConnectAsync(BenchmarkSilo silo, CancellationToken cancellationToken)
    {
        var gateway = silo.Services.GetRequiredService<IOptions<EndpointOptions>>().Value.GatewayPort;
        var builder = Host.CreateEmptyApplicationBuilder(new());
        builder.UseOrleansClient(client => client.UseLocalhostClustering(gateway, "benchmark", "benchmark"));
        var host = builder.Build();
        await host.StartAsync(cancellationToken);
        return host;
    }
}
