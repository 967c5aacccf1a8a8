using System.Diagnostics;
using CommandProcessor.Client;
using CommandProcessor.Grains.Interfaces.Commands;
using CommandProcessor.Grains.Interfaces.Orders;
using CommandProcessor.Grains.Interfaces.Shipments;
using CommandProcessor.Silo.Retail;

namespace CommandProcessor.Silo.Replay;

/// <summary>
/// Does what people do about orders: sends the steps of each life, many lives at once, each step when the one before was answered and the order's
/// process has got as far as the step needs.
/// </summary>
internal sealed class LifeReplay(ClientSession session, ReplayMeter meter, FreshnessProbe probe, TimeProvider time)
{
    /// <summary>Far longer than any process takes; one that gets no further is told and not waited for without end.</summary>
    private static readonly TimeSpan WaitMax = TimeSpan.FromMinutes(2);

    private const int RefusalsKeptMax = 100;
    private readonly List<string> _refusals = [];

    /// <summary>What the shop refused, at most <see cref="RefusalsKeptMax"/>; none of the plan should be.</summary>
    public IReadOnlyList<string> Refusals => _refusals;

    /// <exception cref="ReplayStalledException">A process gets no further.</exception>
    public async Task RunAsync(RetailPlan plan, int callerCount, CancellationToken cancellationToken)
    {
        await new ShopOpening(session, Keep).RunAsync(plan, callerCount, cancellationToken);
        using var probeEnd = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var probing = probe.RunAsync(probeEnd.Token);
        try
        {
            await Parallel.ForEachAsync(
                plan.Lives, new ParallelOptions { MaxDegreeOfParallelism = callerCount, CancellationToken = cancellationToken }, ReplayAsync);
        }
        finally
        {
            probe.Complete();
            await probeEnd.CancelAsync();
            await probing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing); // A probe that failed has measured less, no more.
        }
    }

    private async ValueTask ReplayAsync(RetailLife life, CancellationToken cancellationToken)
    {
        var order = life.Order.Id;
        var reached = OrderStatus.None;
        foreach (var step in life.Steps)
        {
            if (step.After > reached && !await IsReachedAsync(life, reached = step.After, cancellationToken)) break;
            var sent = time.GetTimestamp();
            var outcome = step switch
            {
                RetailStep.ToOrder to => await session.Orders.SendAsync(order, to.Command, to.Options, cancellationToken),
                RetailStep.ToShipment to => await SendAsync(to, cancellationToken),
                _ => throw new UnreachableException(),
            };
            meter.Answered(outcome, time.GetElapsedTime(sent), isPlacing: ReferenceEquals(step, life.Steps[0]));
            if (outcome is CommandOutcome.Refused refused) Keep($"{order} {step.Options.CommandId}: {refused.Refusal.Message}");
            else if (reached is OrderStatus.None) reached = OrderStatus.Placed;
            probe.Answered(order.Customer);
        }

        await IsReachedAsync(life, life.Status, cancellationToken);
        meter.OrderDone();
    }

    /// <summary>The warehouse sees a shipment as soon as the order's process has made it.</summary>
    private async Task<CommandOutcome> SendAsync(RetailStep.ToShipment step, CancellationToken cancellationToken)
    {
        if (step.Command is ShipmentCommand.DispatchShipment && await session.Shipments.UntilAsync(step.Shipment, _ => true, WaitMax, cancellationToken) is null)
            throw new ReplayStalledException($"There was no shipment {step.Shipment} within {WaitMax.TotalSeconds} s.");
        return await session.Shipments.SendAsync(step.Shipment, step.Command, step.Options, cancellationToken);
    }

    /// <summary>An order that stands where it is to end has been there, in a run before: a cancelled one has been confirmed, if the plan says so.</summary>
    private async Task<bool> IsReachedAsync(RetailLife life, OrderStatus status, CancellationToken cancellationToken)
    {
        var order = life.Order.Id;
        switch (await session.Orders.UntilAsync(order, status, WaitMax, cancellationToken))
        {
            case OrderProgress.Reached:
                return true;
            case OrderProgress.Missed { Order: var seen } when seen.Status == life.Status:
                return true;
            case OrderProgress.Missed { Order: var seen }:
                Keep($"{order} is {seen.Status} and will never be {status}: {seen.Reason}");
                return false;
            case OrderProgress.Pending { Order: var seen }:
                throw new ReplayStalledException($"Order {order} is {seen?.Status ?? OrderStatus.None} and was not {status} within {WaitMax.TotalSeconds} s.");
            default:
                throw new UnreachableException();
        }
    }

    private void Keep(string refusal)
    {
        lock (_refusals)
            if (_refusals.Count < RefusalsKeptMax) _refusals.Add(refusal);
    }
}
