using System.Globalization;
using CommandProcessor.Client;
using CommandProcessor.Silo.Tests.Faults;
using CommandProcessor.Testing.Servers;

namespace CommandProcessor.Silo.Tests.Linearizability;

/// <summary>
/// Clients of a cluster open accounts, pay in, pay out and look, many at once; an independent judge says whether what they were told can have
/// happened one after the other. COMMANDPROCESSOR_TEST_OPERATIONS sets how much they do: 100000 takes minutes.
/// </summary>
[Trait("Category", "Postgres")]
[Trait("Category", "Kafka")]
public sealed class LinearizabilityTests(ITestOutputHelper output)
{
    private const int ClientCount = 32;
    private const int ConnectionCount = 4;

    /// <summary>How many operations pass from one fault to the next at most, in a long run.</summary>
    private const int OperationsBetweenFaultsMax = 5_000;

    private static readonly TimeSpan AskAgain = TimeSpan.FromMilliseconds(10);
    private static readonly int OperationCount = Setting("COMMANDPROCESSOR_TEST_OPERATIONS", 1_500);
    private static readonly int Seed = Setting("COMMANDPROCESSOR_TEST_SEED", Random.Shared.Next(1_000_000));

    [Fact]
    public async Task What_clients_see_can_have_happened_one_after_the_other()
    {
        SkipUnlessPossible();
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var cluster = await SiloCluster.StartAsync(cancellationToken);
        var clients = await ConnectAsync(cluster, siloCount: 2, cancellationToken);
        var history = new AccountHistory();

        await RunAsync(clients, history, () => history.Count >= OperationCount, cancellationToken);

        await AssertRightAsync(clients[0], history, cancellationToken);
    }

    [Fact]
    public async Task So_it_is_while_silos_are_killed_and_added_postgres_restarts_and_kafka_pauses()
    {
        SkipUnlessPossible();
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var cluster = await SiloCluster.StartAsync(cancellationToken);
        var clients = await ConnectAsync(cluster, siloCount: 3, cancellationToken);
        var history = new AccountHistory();

        var breaking = BreakAsync(cluster, history, cancellationToken);
        await RunAsync(clients, history, () => breaking.IsCompleted, cancellationToken);
        await breaking;

        await AssertRightAsync(clients[0], history, cancellationToken);
        output.WriteLine(await cluster.StopAndVerifyAsync(cancellationToken));
    }

    private static async Task<CommandProcessorClient[]> ConnectAsync(SiloCluster cluster, int siloCount, CancellationToken cancellationToken)
    {
        for (var silo = 0; silo < siloCount; silo++) cluster.Add("Both");
        await cluster.WaitUntilRunningAsync(cancellationToken);
        var clients = new CommandProcessorClient[ConnectionCount];
        for (var client = 0; client < clients.Length; client++) clients[client] = await cluster.ConnectAsync(cancellationToken);
        return clients;
    }

    private static async Task RunAsync(CommandProcessorClient[] connected, AccountHistory history, Func<bool> isEnough, CancellationToken cancellationToken)
    {
        var clients = Enumerable.Range(0, ClientCount).Select(number =>
            new AccountClient(number, connected[number % ConnectionCount].OpenSession($"client-{number}"), history, Seed));
        await Task.WhenAll(clients.Select(client => client.RunAsync(isEnough, cancellationToken)));
    }

    /// <summary>One thing after the other breaks while operations go on, and each kind at least once; ends when there were enough operations.</summary>
    private async Task BreakAsync(SiloCluster cluster, AccountHistory history, CancellationToken cancellationToken)
    {
        var random = new Random(Seed);
        for (var round = 0; round == 0 || history.Count < OperationCount; round++)
        {
            foreach (var fault in Faults(random.Next(cluster.Silos.Count)))
            {
                var between = Math.Min(OperationCount / 5, OperationsBetweenFaultsMax);
                await UntilAsync(history, history.Count + between, cancellationToken);
                var begun = history.Now;
                await fault.BreakAsync(cluster);
                output.WriteLine($"{begun / 1e9:0.0} to {history.Now / 1e9:0.0} s, {history.Count} operations: {fault.Name}");
            }

            await UntilAsync(history, history.Count + (OperationCount / 10), cancellationToken); // With everything whole.
        }

        IEnumerable<Fault> Faults(int victim) =>
        [
            new("a silo is killed, another added", it => ReplaceAsync(it, victim)),
            new("Kafka pauses", it => it.PauseKafkaAsync(cancellationToken)),
            new("PostgreSQL crashes and starts again", it => it.RestartPostgresAsync(cancellationToken)),
            new("Kafka goes on", it => it.ResumeKafkaAsync(cancellationToken)),
        ];

        async Task ReplaceAsync(SiloCluster cluster, int victim)
        {
            await cluster.KillAsync(cluster.Silos[victim], cancellationToken);
            await cluster.Add("Both").WaitUntilRunningAsync(cancellationToken);
        }
    }

    private static async Task UntilAsync(AccountHistory history, int count, CancellationToken cancellationToken)
    {
        while (history.Count < count) await Task.Delay(AskAgain, cancellationToken);
    }

    private async Task AssertRightAsync(CommandProcessorClient client, AccountHistory history, CancellationToken cancellationToken)
    {
        var lastReads = await ReadAllAsync(client, history, cancellationToken);
        output.WriteLine(
            $"Seed {Seed}: {history.Count} operations in {history.Now / 1e9:0.0} s, {history.Operations.Count(operation => operation.IsUnknown)} of them unknown.");

        var verdict = await Judge.JudgeAsync(history.Operations, cancellationToken);
        output.WriteLine(verdict.Printed);
        verdict.AssertLinearizable();
        Assert.Equal(AccountClient.AccountCount, lastReads.Count);
        history.AssertMoneyIsThere(lastReads);
        await AssertNoticesAsync(history, cancellationToken);
    }

    private static async Task<List<AccountOperation>> ReadAllAsync(CommandProcessorClient client, AccountHistory history, CancellationToken cancellationToken)
    {
        var reads = new List<AccountOperation>();
        var reader = new AccountClient(ClientCount, client.OpenSession("reader"), history, Seed);
        for (var account = 0; account < AccountClient.AccountCount; account++)
        {
            if (await reader.ReadAsync(AccountClient.AccountOf(account), cancellationToken) is { } read) reads.Add(read);
        }

        return reads;
    }

    /// <summary>The judge would have seen it: one balance of this very history, wrong by a hundredth.</summary>
    private static async Task AssertNoticesAsync(AccountHistory history, CancellationToken cancellationToken)
    {
        AccountOperation[] wrong = [.. history.Operations];
        var reads = wrong.Index().Where(operation => operation.Item.Balance is > 0).ToList();
        var (index, read) = reads[new Random(Seed).Next(reads.Count)];
        wrong[index] = read with { Balance = read.Balance + 1 };

        var verdict = await Judge.JudgeAsync(wrong, cancellationToken);

        Assert.Equal(1, verdict.ExitCode);
        File.Delete(verdict.Picture);
    }

    private static void SkipUnlessPossible()
    {
        var why = TestServers.WhyNoOwnServers ?? Judge.WhyAbsent;
        Assert.SkipWhen(why is not null, why ?? "");
    }

    private static int Setting(string name, int byDefault) =>
        Environment.GetEnvironmentVariable(name) is { } value ? int.Parse(value, CultureInfo.InvariantCulture) : byDefault;

    private sealed record Fault(string Name, Func<SiloCluster, Task> BreakAsync);
}
