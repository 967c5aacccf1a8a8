using CommandProcessor.Grains.Interfaces.Payments;
using CommandProcessor.Grains.Interfaces.Transfers;

namespace CommandProcessor.Silo.Verification.Accounting;

/// <summary>Compares what the accounts say was moved in the name of each payment, refund and transfer with what these say of themselves.</summary>
internal sealed class MoneyAudit(MoneyBook money, ProcessBook processes, Faults faults)
{
    public void Run()
    {
        foreach (var (name, payment) in processes.Payments) Check(name, payment);
        foreach (var (name, transfer) in processes.Transfers) Check(name, transfer);
        foreach (var name in money.NamesNobodyAskedFor) faults.Add($"money moved in the name of {name}, which there is not");
        foreach (var total in money.Totals())
        {
            faults.AddUnless(
                total.AddsUp && total.InTransit >= 0,
                $"{total.Currency}: {total.PaidIn} paid in, {total.PaidOut} paid out; {total.Balances} in accounts and {total.InTransit} in transit");
        }
    }

    private void Check(string name, PaymentEntry payment)
    {
        var (terms, captured) = (payment.Terms, payment.Captured);
        var way = new Way(terms.Payer.GrainKey, terms.Payee.GrainKey, terms.Payer.GrainKey);
        Check(name, payment.Status.ToString(), terms.Currency, way, flow => payment.Status switch
        {
            PaymentStatus.Capturing => IsOnItsWay(flow, captured),
            PaymentStatus.Completed => flow.Taken == captured && flow.Arrived == captured && flow.Returned == 0,
            PaymentStatus.CaptureFailed => CameBack(flow, captured),
            _ => flow is { Taken: 0, Arrived: 0, Returned: 0 },
        });

        foreach (var (refundId, refund) in payment.Refunds ?? [])
        {
            // A refund is taken from the payee, and comes back to the payer.
            Check($"{name}: {refundId}", refund.Status.ToString(), terms.Currency, new(terms.Payee.GrainKey, null, terms.Payer.GrainKey), flow => refund.Status switch
            {
                RefundStatus.Requested => IsOnItsWay(flow, refund.Amount),
                RefundStatus.Completed => flow.Taken == refund.Amount && flow.Returned == refund.Amount && flow.Arrived == 0,
                _ => flow is { Taken: 0, Arrived: 0, Returned: 0 },
            });
        }
    }

    private void Check(string name, TransferEntry transfer)
    {
        var request = transfer.Request;
        Check(name, transfer.Status.ToString(), request.Currency, new(request.From.GrainKey, request.To.GrainKey, request.From.GrainKey), flow => transfer.Status switch
        {
            TransferStatus.Requested => IsOnItsWay(flow, request.Amount),
            TransferStatus.Completed => flow.Taken == request.Amount && flow.Arrived == request.Amount && flow.Returned == 0,
            TransferStatus.Rejected => CameBack(flow, request.Amount),
            _ => flow is { Taken: 0, Arrived: 0, Returned: 0 },
        });
    }

    private void Check(string name, string status, string currency, Way way, Func<MoneyFlow, bool> isRight)
    {
        var flow = money.FlowUnder(name, currency);
        var isOnWay = flow.Currency == currency
            && (flow.From is null || flow.From == way.From) && (flow.To is null || flow.To == way.To) && (flow.BackTo is null || flow.BackTo == way.BackTo);
        faults.AddUnless(isOnWay && isRight(flow), $"{name} is {status}: {flow} {flow.Currency} (from {flow.From ?? "–"} to {flow.To ?? "–"} or back to {flow.BackTo ?? "–"})");
    }

    private static bool IsOnItsWay(MoneyFlow flow, decimal amount) =>
        (flow.Taken == 0 || flow.Taken == amount) && flow.InTransit >= 0 && (flow.InTransit == 0 || flow.InTransit == flow.Taken);

    private static bool CameBack(MoneyFlow flow, decimal amount) => flow.Arrived == 0 && flow.Returned == flow.Taken && (flow.Taken == 0 || flow.Taken == amount);

    /// <summary>The accounts that may be touched.</summary>
    private readonly record struct Way(string From, string? To, string BackTo);
}
