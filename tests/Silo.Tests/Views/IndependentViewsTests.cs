using CommandProcessor.Client;
using CommandProcessor.Grains.Interfaces.Orders;
using CommandProcessor.Grains.Interfaces.Stock;
using CommandProcessor.Silo.Monitoring;
using CommandProcessor.Silo.Verbs;
using CommandProcessor.Testing;
using Microsoft.Extensions.DependencyInjection;
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
        view.Recover();
        var all = await LagAsync(silo, _ => true, isMeant: lag => lag.Unread == 0);

        Assert.Equal(7, others.Count);
        Assert.Equal([], others.Where(lag => lag.Unread > 0));
        Assert.All(troubled, lag => Assert.True(lag.Unread > 0, $"{lag} was to be in trouble."));
        Assert.Equal([], all.Where(lag => lag.Unread > 0));
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
    private static async Task<IReadOnlyList<ViewLag>> LagAsync(ShortSilo silo, Func<string, bool> isAsked, Func<ViewLag, bool> isMeant)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(Token);
        deadline.CancelAfter(LagMax);
        while (true)
        {
            var lags = (await silo.Services.GetRequiredService<LagMeter>().MeasureViewsAsync(Token)).Where(lag => isAsked(lag.Model.Projection)).ToList();
            if (lags.TrueForAll(isMeant.Invoke) || deadline.IsCancellationRequested) return lags;
            await Task.Delay(100, deadline.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static Task<ShortSilo> StartAsync(TemporaryFolder folder, TroubledView view) => ShortSilo.StartAsync(
        new Dictionary<string, string?>
        {
            ["CommandProcessor:Data"] = folder.Path,
            ["CommandProcessor:PartitionCount"] = "2",
        },
        Token,
        silo =>
        {
            silo.AddIncomingGrainCallFilter(view);
            silo.Services.PostConfigureAll<KafkaStreamOptions>(kafka => kafka.CacheRecordsMax = 64);
        });
}
