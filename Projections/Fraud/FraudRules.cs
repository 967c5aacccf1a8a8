using System.Collections.Immutable;
using CommandProcessor.Grains.Interfaces.Fraud;
using CommandProcessor.Grains.Interfaces.Orders;

namespace CommandProcessor.Projections.Fraud;

/// <summary>The rules: what an event makes of a customer's recent past, and which rules it makes fire. Times are those that the events tell.</summary>
internal sealed class FraudRules(FraudOptions options)
{
    public FraudJudgement OrderPlaced(FraudCustomer customer, FraudEvidence evidence, OrderEvent.OrderPlaced placed)
    {
        var order = new FraudAmount(evidence, placed.Currency, placed.Total);
        var attempted = Attempt(customer, evidence, out var velocity);
        var findings = Fired(velocity, Unusual(customer.Orders, order), LargeFirst(customer, order));
        return new(attempted with { HasOrdered = true, Orders = Newest(customer.Orders.Add(order), options.UnusualAmount.HistoryCountMax) }, findings);
    }

    /// <summary>An order that grows is judged again; the time to compare it at is that of the order.</summary>
    public FraudJudgement OrderAmended(FraudCustomer customer, FraudEvidence evidence, OrderEvent.OrderAmended amended)
    {
        var at = IndexOf(customer.Orders, evidence.Aggregate);
        if (at < 0) return customer;
        var before = customer.Orders[at];
        var after = before with { Evidence = evidence, Amount = amended.Total };
        var findings = after.Amount > before.Amount ? Fired(Unusual(customer.Orders.RemoveAt(at), after)) : [];
        return new(customer with { Orders = customer.Orders.SetItem(at, after) }, findings);
    }

    public FraudJudgement TransferRequested(FraudCustomer customer, FraudEvidence evidence)
    {
        var attempted = Attempt(customer, evidence, out var velocity);
        return new(attempted, Fired(velocity));
    }

    public FraudJudgement PaymentDeclined(FraudCustomer customer, FraudEvidence evidence) => customer with
    {
        Declines = Newest(Within(customer.Declines.Add(evidence), TimeSpan.FromHours(options.DeclinesThenSuccess.WindowHours)), 4 * options.DeclinesThenSuccess.CountMin),
    };

    public FraudJudgement PaymentAuthorized(FraudCustomer customer, FraudEvidence evidence)
    {
        var rule = options.DeclinesThenSuccess;
        var all = Within(customer.Declines.Add(evidence), TimeSpan.FromHours(rule.WindowHours));
        var after = customer with { Declines = [] };
        var count = all.Length - 1;
        if (!rule.IsOn || count < rule.CountMin || all[^1] != evidence) return after;
        var reason = $"{count} declined payments within {rule.WindowHours} h, then one was authorized.";
        return new(after, Fired(new FraudFinding.Fired(
            FraudRule.DeclinesThenSuccess, (decimal)count / rule.CountMin, rule.Score, reason, all, IsLasting: false)));
    }

    public FraudJudgement Settled(FraudCustomer customer, FraudAmount amount)
    {
        var rule = options.RefundAbuse;
        var settled = Newest(Within(customer.Settled.Add(amount), one => one.Evidence.At, TimeSpan.FromDays(rule.WindowDays)), rule.HistoryCountMax);
        return new(customer with { Settled = settled }, amount.IsRefund && rule.IsOn ? [Refunds(settled, amount.Currency)] : []);
    }

    public FraudJudgement MoneyArrived(FraudCustomer customer, FraudEvidence evidence, string payer)
    {
        var rule = options.ManyPayers;
        var known = customer.Payers.FirstOrDefault(one => one.Customer == payer);
        if (known is not null && known.Evidence.At >= evidence.At) return customer;
        var others = known is null ? customer.Payers : customer.Payers.Remove(known);
        var payers = Newest(Within(others.Add(new(payer, evidence)), one => one.Evidence.At, TimeSpan.FromHours(rule.WindowHours)), 2 * rule.CountMin);
        return new(customer with { Payers = payers }, rule.IsOn ? [Payers(payers)] : []);
    }

    public static FraudJudgement AccountOpened(FraudCustomer customer, DateTimeOffset at) => customer with { OpenedAt = customer.OpenedAt ?? at };

    private FraudCustomer Attempt(FraudCustomer customer, FraudEvidence evidence, out FraudFinding? finding)
    {
        var rule = options.Velocity;
        var attempts = Newest(Within(customer.Attempts.Add(evidence), TimeSpan.FromMinutes(rule.WindowMinutes)), 4 * rule.CountMin);
        finding = !rule.IsOn ? null
            : attempts.Length < rule.CountMin ? new FraudFinding.Over(FraudRule.Velocity)
            : new FraudFinding.Fired(
                FraudRule.Velocity, (decimal)attempts.Length / rule.CountMin, rule.Score,
                $"{attempts.Length} orders and transfers within {rule.WindowMinutes} min.", attempts, IsLasting: true);
        return customer with { Attempts = attempts };
    }

    private FraudFinding.Fired? Unusual(ImmutableArray<FraudAmount> history, FraudAmount order)
    {
        var rule = options.UnusualAmount;
        if (!rule.IsOn) return null;
        decimal[] amounts = [.. history.Where(one => one.Currency == order.Currency).Select(one => one.Amount).Order()];
        if (amounts.Length < rule.HistoryCountMin) return null;
        var usual = (amounts[amounts.Length / 2] + amounts[(amounts.Length - 1) / 2]) / 2;
        if (usual <= 0 || order.Amount < rule.FactorMin * usual) return null;
        var reason = $"An order of {order.Amount} {order.Currency}; half of the {amounts.Length} before it were of no more than {usual}.";
        return new(FraudRule.UnusualAmount, order.Amount / (rule.FactorMin * usual), rule.Score, reason, [order.Evidence], IsLasting: false);
    }

    private FraudFinding.Fired? LargeFirst(FraudCustomer customer, FraudAmount order)
    {
        var rule = options.LargeFirstOrder;
        if (!rule.IsOn || customer.HasOrdered || !customer.IsWhole) return null;
        if (customer.OpenedAt is { } openedAt && order.Evidence.At - openedAt > TimeSpan.FromDays(rule.NewDays)) return null;
        var limit = rule.AmountMinOf(order.Currency);
        if (order.Amount < limit) return null;
        var reason = $"The first order of somebody new is of {order.Amount} {order.Currency}.";
        return new(FraudRule.LargeFirstOrder, order.Amount / limit, rule.Score, reason, [order.Evidence], IsLasting: false);
    }

    private FraudFinding Refunds(ImmutableArray<FraudAmount> settled, string currency)
    {
        var rule = options.RefundAbuse;
        ImmutableArray<FraudAmount> refunds = [.. settled.Where(one => one.IsRefund && one.Currency == currency)];
        var refunded = refunds.Sum(one => one.Amount);
        var paid = settled.Where(one => !one.IsRefund && one.Currency == currency).Sum(one => one.Amount);
        if (refunds.Length < rule.CountMin || refunded < rule.ShareMin * paid) return new FraudFinding.Over(FraudRule.RefundAbuse);
        return new FraudFinding.Fired(
            FraudRule.RefundAbuse, (decimal)refunds.Length / rule.CountMin, rule.Score,
            $"{refunds.Length} refunds within {rule.WindowDays} days came to {refunded} of {paid} {currency} paid.",
            [.. refunds.Select(one => one.Evidence)], IsLasting: true);
    }

    private FraudFinding Payers(ImmutableArray<FraudPayer> payers)
    {
        var rule = options.ManyPayers;
        return payers.Length < rule.CountMin
            ? new FraudFinding.Over(FraudRule.ManyPayers)
            : new FraudFinding.Fired(
                FraudRule.ManyPayers, (decimal)payers.Length / rule.CountMin, rule.Score,
                $"{payers.Length} customers sent money within {rule.WindowHours} h.", [.. payers.Select(one => one.Evidence)], IsLasting: true);
    }

    private static ImmutableArray<FraudFinding> Fired(params ReadOnlySpan<FraudFinding?> findings)
    {
        var builder = ImmutableArray.CreateBuilder<FraudFinding>();
        foreach (var finding in findings)
        {
            if (finding is not null) builder.Add(finding);
        }

        return builder.DrainToImmutable();
    }

    private static ImmutableArray<FraudEvidence> Within(ImmutableArray<FraudEvidence> evidence, TimeSpan window) => Within(evidence, one => one.At, window);

    /// <summary>
    /// Those within the window before the latest. Events need not come in the order of their times: one that comes too late does not count. Ticks are
    /// compared, since the window may begin before the first moment that there is: a customer may say to have ordered in the year 1.
    /// </summary>
    private static ImmutableArray<T> Within<T>(ImmutableArray<T> all, Func<T, DateTimeOffset> at, TimeSpan window)
    {
        var since = all.Max(one => at(one).UtcTicks) - window.Ticks;
        return all.RemoveAll(one => at(one).UtcTicks < since);
    }

    private static ImmutableArray<T> Newest<T>(ImmutableArray<T> all, int countMax) => all.Length <= countMax ? all : all.RemoveRange(0, all.Length - countMax);

    private static int IndexOf(ImmutableArray<FraudAmount> orders, string aggregate)
    {
        for (var at = orders.Length - 1; at >= 0; at--)
        {
            if (orders[at].Evidence.Aggregate == aggregate) return at;
        }

        return -1;
    }
}
