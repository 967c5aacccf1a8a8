using CommandProcessor.Client;
using CommandProcessor.Silo.Replay;
using CommandProcessor.Silo.Retail;
using CommandProcessor.Silo.Verbs;

namespace CommandProcessor.Silo.Tests.Faults;

/// <summary>
/// A shop that opens and sells until it is told to close: the smallest orders of the bundled sample, each with its payment, bookings and shipments, so that
/// every view has something to show.
/// </summary>
internal sealed class ShopTrade
{
    private const int Callers = 8;

    /// <summary>Orders come in waves: the load is to last as long as the faults, not to be the greatest.</summary>
    private const int Wave = 4;

    /// <summary>
    /// How long a wave waits for someone to ask for more orders. A machine on which silos take a minute to start must not use up the orders that the
    /// faults after it need.
    /// </summary>
    private static readonly TimeSpan WavePeriod = TimeSpan.FromSeconds(3);

    private static readonly TimeSpan AskAgain = TimeSpan.FromMilliseconds(10);

    /// <summary>Of the journal; the default of a silo.</summary>
    private const int PartitionCount = 16;

    private readonly ClientSession _session;
    private readonly RetailPlan _plan;
    private readonly List<string> _refusals = [];
    private int _orderCount;
    private int _wantedCount;

    private ShopTrade(ClientSession session, RetailPlan plan) => (_session, _plan) = (session, plan);

    /// <summary>What the shop sells.</summary>
    public IReadOnlyList<RetailProduct> Products => _plan.Products;

    /// <summary>How many orders have come to their end.</summary>
    public int OrderCount => Volatile.Read(ref _orderCount);

    public IReadOnlyList<RetailLife> Ended => [.. _plan.Lives.Take(OrderCount)];

    /// <summary>Opens the shop: products are in stock and customers have money.</summary>
    /// <param name="orderCountMax">After so many orders nobody wants anything.</param>
    public static async Task<ShopTrade> OpenAsync(ClientSession session, int orderCountMax, CancellationToken cancellationToken)
    {
        var all = await DemoVerb.PlanAsync(cancellationToken);
        var smallest = all.Lives.OrderBy(life => life.Order.Place.Lines.Length).Take(orderCountMax).ToHashSet();
        RetailLife[] lives = [.. all.Lives.Where(smallest.Contains)];
        var skus = lives.SelectMany(life => life.Order.Place.Lines).Select(line => line.Sku).ToHashSet(StringComparer.Ordinal);
        var customers = lives.Select(life => life.Order.Id.Customer).ToHashSet(StringComparer.Ordinal);
        RetailProduct[] products = [.. all.Products.Where(product => skus.Contains(product.Sku.Value))];
        RetailPayer[] payers = [.. all.Payers.Where(payer => customers.Contains(payer.Customer))];
        var trade = new ShopTrade(session, new(lives, products, payers));
        await trade.ReplayAsync(new([], products, payers), cancellationToken);
        return trade;
    }

    /// <summary>Wave after wave, until told to stop; what was begun is ended. A wave comes at once if more orders are wanted, else a while after the last.</summary>
    public async Task SellAsync(CancellationToken stop, CancellationToken cancellationToken)
    {
        foreach (var wave in _plan.Lives.Skip(OrderCount).Chunk(Wave))
        {
            if (stop.IsCancellationRequested) return;
            await ReplayAsync(new(wave, [], []), cancellationToken);
            Interlocked.Add(ref _orderCount, wave.Length);
            var since = TimeProvider.System.GetTimestamp();
            while (!stop.IsCancellationRequested && OrderCount >= Volatile.Read(ref _wantedCount) && TimeProvider.System.GetElapsedTime(since) < WavePeriod)
                await Task.Delay(AskAgain, cancellationToken);
        }
    }

    /// <summary>Until so many more orders have come to their end.</summary>
    public async Task UntilSoldAsync(int more, Task selling, CancellationToken cancellationToken)
    {
        var enough = OrderCount + more;
        Volatile.Write(ref _wantedCount, enough);
        while (OrderCount < enough)
        {
            if (selling.IsCompleted)
            {
                await selling;
                Assert.Fail($"The {_plan.Lives.Count} orders are used up.");
            }

            await Task.Delay(AskAgain, cancellationToken);
        }
    }

    /// <summary>Nothing was refused, and each order stands where it should in its customer's read model.</summary>
    public async Task AssertAsPlannedAsync(CancellationToken cancellationToken)
    {
        Assert.Empty(_refusals);
        Assert.Empty(await LifeCheck.RunAsync(_session, Ended, Callers, cancellationToken));
    }

    private async Task ReplayAsync(RetailPlan part, CancellationToken cancellationToken)
    {
        var meter = new ReplayMeter(part.Lives.Count, new long[PartitionCount], TimeProvider.System);
        var replay = new LifeReplay(_session, meter, new FreshnessProbe(_session, meter, TimeProvider.System), TimeProvider.System);
        await replay.RunAsync(part, Callers, cancellationToken);
        _refusals.AddRange(replay.Refusals);
    }
}
