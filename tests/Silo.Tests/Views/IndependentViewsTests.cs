using CommandProcessor.Client;
using CommandProcessor.Grains.Interfaces.Orders;
using CommandProcessor.Grains.Interfaces.Stock;
using CommandProcessor.Silo.Monitoring;
using CommandProcessor.Silo.Verbs;
using CommandProcessor.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Orleans.Hosting;
using Orleans.Streams.Kafka;

namespace CommandProcessor.Silo.Tests.Views;

/// <summary>A view that hangs, is slow or fails holds up no other.</summary>
public sealed class IndependentViewsTests
{
    private const string Troubled = "transaction-history";
    private const int CustomerCount = 120;
    private const int ProductCount = 40;
    private static readonly TimeSpan LagMax = TimeSpan.FromSeconds(15);
    private static readonly OrderCommand.PlaceOrder SomeOrder = new("GBP", [new("85123A", 6, 2.55m)], new("Ada", "1 Loop Road", "United Kingdom"));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(TroubledView.Trouble.Hangs)]
    [InlineData(TroubledView.Trouble.IsSlow)]
    [InlineData(TroubledView.Trouble.Throws)]
    public async Task All_others_follow_while_one_cannot_and_it_follows_in_the_end(TroubledView.Trouble trouble)
    {
        using var folder = new TemporaryFolder();
        using var view = new TroubledView(Troubled, trouble);
        await using var silo = await StartAsync(folder, view);
        await WriteAsync(silo.Services.GetRequiredService<CommandProcessorClient>());

        var others = await LagAsync(silo, name => name != Troubled, isMeant: lag => lag.Unread == 0);
        var troubled = await LagAsync(silo, name => name == Troubled, isMeant: _ => true);
        var health = trouble == TroubledView.Trouble.IsSlow ? default : await HealthAsync(silo, HealthStatus.Unhealthy);
        view.Recover();
        var all = await LagAsync(silo, _ => true, isMeant: lag => lag.Unread == 0);

        Assert.Equal(7, others.Count);
        Assert.Equal([], others.Where(lag => lag.Unread > 0));
        Assert.All(troubled, lag => Assert.True(lag.Unread > 0, $"{lag} was to be in trouble."));
        Assert.Equal([], all.Where(lag => lag.Unread > 0));
        if (trouble != TroubledView.Trouble.IsSlow) Assert.Matches($@"{Troubled} makes no progress in partitions [01](, 1)?, for 2 s or longer; \d+ events wait, the oldest for \d+ s\.", health.Description);
        await HealthAsync(silo, HealthStatus.Healthy);
        Assert.All((await silo.Verifier.VerifyAsync(Token)).Findings, finding => Assert.True(finding.IsClean, $"{finding.Part}: {string.Join("; ", finding.Differences)}"));
    }

    /// <summary>More events of each partition than its cache holds.</summary>
    private static async Task WriteAsync(CommandProcessorClient client)
    {
        var session = client.OpenSession("tester");
        for (var number = 0; number < ProductCount; number++)
            await session.Stock.RegisterAsync(new Sku($"P{number}"), "White hanging heart", "Decoration", 2.55m, "GBP", cancellationToken: Token);
        for (var number = 0; number < CustomerCount; number++)
        {
            var order = new OrderId($"C{number}", "1");
            await session.Orders.PlaceAsync(order, SomeOrder, cancellationToken: Token);
            await session.Orders.ConfirmAsync(order, cancellationToken: Token);
        }
    }

    /// <summary>The lags of some views as soon as they are all as meant, and as they are when the time is over.</summary>
    private static Task<IReadOnlyList<ViewLag>> LagAsync(ShortSilo silo, Func<string, bool> isAsked, Func<ViewLag, bool> isMeant) => LookAsync<IReadOnlyList<ViewLag>>(
        async () => [.. (await silo.Services.GetRequiredService<LagMeter>().MeasureAsync(Token)).Views.Where(lag => isAsked(lag.Model.Projection))], lags => lags.All(isMeant));

    /// <summary>What the silo says of itself as soon as it stands so.</summary>
    private static async Task<HealthReportEntry> HealthAsync(ShortSilo silo, HealthStatus status)
    {
        var health = await LookAsync(
            async () => (await silo.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync(Token)).Entries["silo"], health => health.Status == status);
        Assert.True(health.Status == status, $"It is {health.Status}: {health.Description}");
        return health;
    }

    /// <summary>What there is as soon as it is as meant, or when the time is over.</summary>
    private static async Task<T> LookAsync<T>(Func<Task<T>> look, Func<T, bool> isMeant)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(Token);
        deadline.CancelAfter(LagMax);
        while (true)
        {
            var seen = await look();
            if (isMeant(seen) || deadline.IsCancellationRequested) return seen;
            await Task.Delay(100, deadline.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static Task<ShortSilo> StartAsync(TemporaryFolder folder, TroubledView view) => ShortSilo.StartAsync(
        new Dictionary<string, string?>
        {
            ["CommandProcessor:Data"] = folder.Path,
            ["CommandProcessor:PartitionCount"] = "2",
            ["CommandProcessor:Health:StalledSeconds"] = "2",
        },
        Token,
        silo =>
        {
            silo.AddIncomingGrainCallFilter(view);
            silo.Services.PostConfigureAll<KafkaStreamOptions>(kafka => kafka.CacheRecordsMax = 64);
        });
}
