using System.Globalization;
using CommandProcessor.Testing.Servers;

namespace CommandProcessor.Silo.Tests.Faults;

/// <summary>
/// A shop sells, so that every view has work, while the road and the cluster are maltreated. Afterwards every view has caught up by itself and equals
/// a fresh fold, and nothing is parked. COMMANDPROCESSOR_TEST_ROUNDS sets how often it is maltreated: 20 takes minutes.
/// </summary>
[Trait("Category", "Postgres")]
[Trait("Category", "Kafka")]
public sealed class TradingShopTests(ITestOutputHelper output)
{
    private const int PartitionCount = 16;

    /// <summary>Orders from one fault to the next.</summary>
    private const int OrdersBetween = 6;

    private static readonly int Rounds = Setting("COMMANDPROCESSOR_TEST_ROUNDS", 1);
    private static readonly int Seed = Setting("COMMANDPROCESSOR_TEST_SEED", Random.Shared.Next(1_000_000));

    /// <summary>More than are sold before the deadline.</summary>
    private static readonly int OrderCountMax = 400 + (60 * Rounds);

    /// <summary>Longer than a silo waits for an answer of another, shorter than it is held for dead.</summary>
    private static readonly TimeSpan Stall = TimeSpan.FromSeconds(6);

    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(240 + (20 * Rounds));

    [Fact]
    public Task A_topic_that_is_deleted_and_records_that_come_again_in_any_order_harm_no_view() => TradeAsync(siloCount: 2, async (cluster, orders, cancellationToken) =>
    {
        using var vandal = new TopicVandal(cluster.BootstrapServers, new(Seed));
        for (var round = 0; round < Rounds; round++)
        {
            await orders();
            output.WriteLine($"{vandal.WriteAgain(PartitionCount)} records were written again.");
            await orders();
            await vandal.DeleteTopicAsync(PartitionCount, cancellationToken);
            output.WriteLine("The topic was deleted, and made anew.");
        }

        await orders();
    });

    [Fact]
    public Task Silos_that_come_and_go_harm_no_view() => TradeAsync(siloCount: 2, async (cluster, orders, cancellationToken) =>
    {
        for (var round = 0; round < Math.Max(2, Rounds); round++) // One is killed, one leaves.
        {
            await orders();
            var oldest = cluster.Silos[0];
            await cluster.Add("Both").WaitUntilRunningAsync(cancellationToken);
            await orders();
            if (round % 2 == 0) await cluster.KillAsync(oldest, cancellationToken);
            else await cluster.StopAsync(oldest, cancellationToken);
            output.WriteLine($"A silo came, and the oldest {(round % 2 == 0 ? "was killed" : "left")}.");
        }

        await orders();
    });

    [Fact]
    public Task A_broker_and_a_database_that_stall_and_crash_harm_no_view() => TradeAsync(siloCount: 2, async (cluster, orders, cancellationToken) =>
    {
        for (var round = 0; round < Rounds; round++)
        {
            await orders();
            await cluster.PauseKafkaAsync(cancellationToken);
            await orders();
            await cluster.RestartPostgresAsync(cancellationToken);
            await orders();
            await cluster.ResumeKafkaAsync(cancellationToken);
            output.WriteLine("Kafka stalled for some orders, and PostgreSQL crashed meanwhile.");
            await orders();
            await cluster.RestartKafkaAsync(cancellationToken);
            output.WriteLine("Kafka crashed.");
            await orders();
            await cluster.PausePostgresAsync(cancellationToken);
            await Task.Delay(Stall, cancellationToken); // Nothing can come to its end meanwhile that could be waited for.
            await cluster.ResumePostgresAsync(cancellationToken);
            output.WriteLine($"PostgreSQL stalled for {Stall.TotalSeconds:0} s.");
        }

        await orders();
    });

    /// <param name="siloCount">How many silos there are at first.</param>
    /// <param name="maltreat">Given a way to wait until some more orders have come to their end.</param>
    private async Task TradeAsync(int siloCount, Func<SiloCluster, Func<Task>, CancellationToken, Task> maltreat)
    {
        Assert.SkipWhen(TestServers.WhyNoOwnServers is not null, TestServers.WhyNoOwnServers ?? "");
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(Deadline);
        var cancellationToken = deadline.Token;
        output.WriteLine($"Seed {Seed}; {Rounds} rounds.");
        await using var cluster = await SiloCluster.StartAsync(cancellationToken);
        for (var silo = 0; silo < siloCount; silo++) cluster.Add("Both");
        await cluster.WaitUntilRunningAsync(cancellationToken);
        var trade = await ShopTrade.OpenAsync((await cluster.ConnectAsync(cancellationToken)).OpenSession("shop"), OrderCountMax, cancellationToken);
        using var close = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var selling = trade.SellAsync(close.Token, cancellationToken);

        await maltreat(cluster, () => trade.UntilSoldAsync(OrdersBetween, selling, cancellationToken), cancellationToken);
        await close.CancelAsync();
        await selling;

        output.WriteLine($"{trade.OrderCount} orders came to their end.");
        await trade.AssertAsPlannedAsync(cancellationToken);
        await cluster.UntilCaughtUpAsync(cancellationToken);
        output.WriteLine(await cluster.StopAndVerifyAsync(cancellationToken));
    }

    private static int Setting(string name, int byDefault) =>
        Environment.GetEnvironmentVariable(name) is { } value ? int.Parse(value, CultureInfo.InvariantCulture) : byDefault;
}
