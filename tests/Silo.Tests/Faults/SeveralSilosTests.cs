using CommandProcessor.Client;
using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Silo.Hosting;
using CommandProcessor.Testing.Servers;
using Npgsql;
using Orleans.Configuration;

namespace CommandProcessor.Silo.Tests.Faults;

/// <summary>A cluster of processes with different roles that loses a silo and gets another while customers order.</summary>
[Trait("Category", "Postgres")]
[Trait("Category", "Kafka")]
public sealed class SeveralSilosTests(ITestOutputHelper output)
{
    private const int PartitionCount = 16;

    /// <summary>What customers must get answered before something is done to the cluster, and after.</summary>
    private const int AnswersBetween = 250;

    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(4);
    private static readonly TimeSpan AskAgain = TimeSpan.FromMilliseconds(100);

    [Fact]
    public async Task With_one_silo_killed_and_another_added_nothing_is_lost_and_every_partition_has_one_owner()
    {
        Assert.SkipWhen(TestServers.WhyNoOwnServers is not null, TestServers.WhyNoOwnServers ?? "");
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(Deadline);
        var cancellationToken = deadline.Token;
        await using var postgres = await PostgresServer.StartAsync(cancellationToken);
        await using var kafka = await KafkaServer.StartAsync(cancellationToken);
        var servers = Servers(postgres, kafka);
        await using var writer = new ClusterSilo("Write", servers);
        await using var reader = new ClusterSilo("Read", servers);
        await using var both = new ClusterSilo("Both", servers);
        await Task.WhenAll(new[] { writer, reader, both }.Select(silo => silo.WaitUntilRunningAsync(cancellationToken)));
        await using var connection = await ConnectAsync([writer, reader], cancellationToken);
        await using var database = NpgsqlDataSource.Create(postgres.ConnectionString);
        using var http = new HttpClient();

        await UntilOwnedByAsync([writer, both], [reader, both], database, http, cancellationToken);
        var load = new CustomerLoad(connection.Client);
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var loading = load.RunAsync(enough.Token, cancellationToken);
        await UntilAnsweredAsync(load, AnswersBetween, loading, cancellationToken);
        await both.KillAsync(cancellationToken);
        await using var added = new ClusterSilo("Both", servers);
        await added.WaitUntilRunningAsync(cancellationToken);
        await UntilOwnedByAsync([writer, added], [reader, added], database, http, cancellationToken);
        await UntilAnsweredAsync(load, load.AnsweredCount + AnswersBetween, loading, cancellationToken);
        await enough.CancelAsync();
        await loading;

        output.WriteLine($"{load.AnsweredCount} commands were answered.");
        await AssertShownAsync(connection.Client, load, cancellationToken);
        foreach (var silo in new[] { writer, reader, added }) Assert.True(await silo.StopAsync(cancellationToken) == 0, silo.Output);
        await AssertOnceAsync(database, load, cancellationToken);
        var (exitCode, printed) = await SiloProcess.RunAsync(["verify", .. servers], cancellationToken);
        output.WriteLine(printed);
        Assert.True(exitCode == 0, printed);
    }

    /// <summary>Pools small enough for all silos to fit into PostgreSQL's default of 100 connections.</summary>
    private static string[] Servers(PostgresServer postgres, KafkaServer kafka) =>
    [
        "--postgres", postgres.ConnectionString, "--kafka", kafka.BootstrapServers,
        "--set", $"PartitionCount={PartitionCount}", "--set", "Journal:PoolSizeMax=8", "--set", "ReadModels:PoolSizeMax=6", "--set", "Snapshots:PoolSizeMax=4",
        "--set", "Partitions:PingIntervalMs=1000",
    ];

    private static Task<CommandProcessorConnection> ConnectAsync(ClusterSilo[] silos, CancellationToken cancellationToken)
    {
        var defaults = new ClusterConnection();
        return CommandProcessorConnection.ConnectAsync(
            cluster => cluster
                .Configure<ClusterOptions>(ids => (ids.ClusterId, ids.ServiceId) = (defaults.ClusterId, defaults.ServiceId))
                .UseStaticClustering([.. silos.Select(silo => silo.Gateway)]),
            cancellationToken: cancellationToken);
    }

    private static async Task UntilAnsweredAsync(CustomerLoad load, long count, Task loading, CancellationToken cancellationToken)
    {
        while (load.AnsweredCount < count)
        {
            if (loading.IsCompleted) await loading;
            await Task.Delay(AskAgain, cancellationToken);
        }
    }

    /// <summary>
    /// Until each partition of the journal is claimed by one of the writers and answers every silo, and each partition of the topic is claimed by one
    /// of the readers and read by one alone.
    /// </summary>
    private static async Task UntilOwnedByAsync(
        ClusterSilo[] writers, ClusterSilo[] readers, NpgsqlDataSource database, HttpClient http, CancellationToken cancellationToken)
    {
        var seen = "nothing yet";
        try
        {
            while (!await AreOwnedAsync()) await Task.Delay(AskAgain, cancellationToken);
        }
        catch (OperationCanceledException) when (!TestContext.Current.CancellationToken.IsCancellationRequested)
        {
            Assert.Fail($"Not every partition got one owner; seen last: {seen}\n{string.Join('\n', writers.Union(readers).Select(silo => silo.Output))}");
        }

        async Task<bool> AreOwnedAsync()
        {
            var written = await OwnersAsync(database, "SELECT owner FROM journal_partition ORDER BY partition", cancellationToken);
            var read = await OwnersAsync(database, "SELECT owner FROM consumer_checkpoint WHERE consumer_group LIKE '%.customer-orders' ORDER BY partition", cancellationToken);
            seen = $"writers {string.Join(' ', written)}; readers {string.Join(' ', read)}";
            if (!AreOf(written, writers) || !AreOf(read, readers)) return false;
            var healths = await Task.WhenAll(writers.Union(readers).Select(silo => silo.GetHealthAsync(http, cancellationToken)));
            seen = string.Join("; ", healths.Select(health => health.ToString()));
            return healths.All(health => health.PartitionsWithoutWriter == 0) && healths.Sum(health => health.PartitionsRead) == PartitionCount;
        }

        static bool AreOf(List<string> owners, ClusterSilo[] silos) =>
            owners.Count == PartitionCount && owners.TrueForAll(owner => silos.Any(silo => silo.IsNamedBy(owner)))
            && silos.All(silo => owners.Exists(silo.IsNamedBy));
    }

    private static async Task<List<string>> OwnersAsync(NpgsqlDataSource database, string sql, CancellationToken cancellationToken)
    {
        var owners = new List<string>();
        await using var command = database.CreateCommand(sql);
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken)) owners.Add(rows.GetString(0));
        return owners;
    }

    private static async Task AssertShownAsync(CommandProcessorClient client, CustomerLoad load, CancellationToken cancellationToken)
    {
        foreach (var (customer, orders) in load.Orders)
            Assert.Equal(orders, (await client.CustomerOrders.GetSummaryAsync(customer, cancellationToken)).OrderCount);
    }

    /// <summary>Every answered command has its event, and has it once.</summary>
    private static async Task AssertOnceAsync(NpgsqlDataSource database, CustomerLoad load, CancellationToken cancellationToken)
    {
        CommandId[] answered = [.. load.Answered];
        await using var command = database.CreateCommand("""
            SELECT count(*) FROM unnest($1) AS answered (id)
            LEFT JOIN (SELECT command_id, count(*) AS events FROM journal_event GROUP BY command_id) AS stored ON stored.command_id = answered.id
            WHERE stored.events IS DISTINCT FROM 1
            """);
        command.Parameters.AddWithValue(answered.Select(id => id.Value).ToArray());
        Assert.Equal(0L, await command.ExecuteScalarAsync(cancellationToken));
        await using var all = database.CreateCommand("SELECT count(*) FROM journal_event");
        Assert.Equal((long)answered.Length, await all.ExecuteScalarAsync(cancellationToken)); // Nothing is there that nobody was told of.
    }
}
