using CommandProcessor.Grains.Interfaces.Accounts;
using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Interfaces.Orders;
using CommandProcessor.Grains.Interfaces.Payments;
using CommandProcessor.Grains.Interfaces.Transfers;
using CommandProcessor.Projections.Fraud;

namespace CommandProcessor.Projections.Tests.Fraud;

/// <summary>
/// The rules once more, by looking at the whole history of a customer for each event; short histories only: it knows of no bounds. A rule
/// that lasts raises an alert when it holds and did not at its event before.
/// </summary>
internal static class SlowFraud
{
    public static IReadOnlyList<string> AlertsOf(IReadOnlyList<RecordedEvent> events, FraudOptions options) =>
        [.. events.GroupBy(recorded => recorded.Key).SelectMany(ofCustomer => AlertsOf([.. ofCustomer], options))];

    private static IEnumerable<string> AlertsOf(RecordedEvent[] events, FraudOptions options)
    {
        var holds = new HashSet<string>();
        for (var count = 1; count <= events.Length; count++)
        {
            var last = events[count - 1];
            foreach (var (rule, isLasting, isHolding) in Judge(events[..count], options))
            {
                var isNew = isLasting ? isHolding && !holds.Contains(rule) : isHolding;
                if (isHolding) holds.Add(rule);
                else holds.Remove(rule);
                if (isNew) yield return $"{last.Key.Name}/{rule}-{last.Position}";
            }
        }
    }

    private static IEnumerable<(string Rule, bool IsLasting, bool IsHolding)> Judge(RecordedEvent[] history, FraudOptions options)
    {
        var last = history[^1];
        switch (last.Type)
        {
            case "order-placed" or "transfer-requested":
                yield return ("velocity", true, CountWithin(history, TimeSpan.FromMinutes(options.Velocity.WindowMinutes), "order-placed", "transfer-requested") >= options.Velocity.CountMin);
                if (last.Type == "transfer-requested") yield break;

                decimal[] before = [.. history[..^1].Where(one => one.Type == "order-placed").Select(TotalOf).TakeLast(options.UnusualAmount.HistoryCountMax).Order()];
                var half = before.Length / 2;
                var median = before.Length == 0 ? 0 : before.Length % 2 == 1 ? before[half] : (before[half - 1] + before[half]) / 2;
                yield return ("unusual-amount", false, before.Length >= options.UnusualAmount.HistoryCountMin && TotalOf(last) >= options.UnusualAmount.FactorMin * median);

                yield return ("large-first-order", false, before.Length == 0 && TotalOf(last) >= options.LargeFirstOrder.AmountMinElse);
                break;
            case "payment-authorized":
                RecordedEvent[] streak = [last, .. history[..^1].Reverse().TakeWhile(one => one.Type != "payment-authorized")];
                var declines = CountWithin(streak, TimeSpan.FromHours(options.DeclinesThenSuccess.WindowHours), "payment-declined", "payment-authorized") - 1;
                yield return ("declines-then-success", false, declines >= options.DeclinesThenSuccess.CountMin);
                break;
            case "payment-refund-completed":
                var money = history.Where(one => one.Type is "payment-completed" or "payment-refund-completed").TakeLast(options.RefundAbuse.HistoryCountMax).ToArray();
                var since = money.Max(AtOf).AddDays(-options.RefundAbuse.WindowDays);
                var paid = money.Where(one => one.Type == "payment-completed" && AtOf(one) >= since).Sum(MoneyOf);
                var refunds = money.Where(one => one.Type == "payment-refund-completed" && AtOf(one) >= since).ToArray();
                yield return ("refund-abuse", true, refunds.Length >= options.RefundAbuse.CountMin && refunds.Sum(MoneyOf) >= options.RefundAbuse.ShareMin * paid);
                break;
            case "account-credited" when PayerOf(last) != last.Key.Name:
                var arrivals = history.Where(one => one.Type == "account-credited" && PayerOf(one) != last.Key.Name).ToArray();
                var earliest = arrivals.Max(AtOf).AddHours(-options.ManyPayers.WindowHours);
                var payers = arrivals.Where(one => AtOf(one) >= earliest).Select(PayerOf).Distinct();
                yield return ("many-payers", true, payers.Count() >= options.ManyPayers.CountMin);
                break;
        }
    }

    private static int CountWithin(IEnumerable<RecordedEvent> events, TimeSpan window, params string[] types)
    {
        DateTimeOffset[] times = [.. events.Where(one => types.Contains(one.Type)).Select(AtOf)];
        return times.Count(at => at >= times.Max() - window);
    }

    private static string PayerOf(RecordedEvent recorded) => TransferId.Parse(AggregateId.Parse(Credited(recorded).Source).GrainKey).Owner;

    private static AccountEvent.MoneyCredited Credited(RecordedEvent recorded) => (AccountEvent.MoneyCredited)AccountEventCodec.Instance.Decode(recorded);

    private static decimal TotalOf(RecordedEvent recorded) => ((OrderEvent.OrderPlaced)OrderEventCodec.Instance.Decode(recorded)).Total;

    private static decimal MoneyOf(RecordedEvent recorded) => PaymentEventCodec.Instance.Decode(recorded) switch
    {
        PaymentEvent.PaymentCompleted e => e.Amount,
        PaymentEvent.RefundCompleted e => e.Amount,
        _ => 0,
    };

    private static DateTimeOffset AtOf(RecordedEvent recorded) => recorded.Type switch
    {
        "order-placed" => ((OrderEvent.OrderPlaced)OrderEventCodec.Instance.Decode(recorded)).OrderedAt,
        "transfer-requested" => ((TransferEvent.TransferRequested)TransferEventCodec.Instance.Decode(recorded)).RequestedAt,
        "account-credited" => Credited(recorded).CreditedAt,
        "account-opened" => ((AccountEvent.AccountOpened)AccountEventCodec.Instance.Decode(recorded)).OpenedAt,
        _ => PaymentEventCodec.Instance.Decode(recorded) switch
        {
            PaymentEvent.PaymentDeclined e => e.DeclinedAt,
            PaymentEvent.PaymentAuthorized e => e.AuthorizedAt,
            PaymentEvent.PaymentCompleted e => e.CompletedAt,
            PaymentEvent.RefundCompleted e => e.CompletedAt,
            _ => throw new InvalidOperationException($"{recorded.Type} has no time here."),
        },
    };
}
