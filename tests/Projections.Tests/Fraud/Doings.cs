using CommandProcessor.Grains.Interfaces.Accounts;
using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Interfaces.FraudAlerts;
using CommandProcessor.Grains.Interfaces.Orders;
using CommandProcessor.Grains.Interfaces.Payments;
using CommandProcessor.Grains.Interfaces.Transfers;

namespace CommandProcessor.Projections.Tests.Fraud;

/// <summary>What people do, as events in a journal. Minutes count from <see cref="Sample.Day"/>.</summary>
internal sealed class Doings(MemoryJournal journal)
{
    private static readonly AccountId Shop = new("shop", "till");
    private int _number;

    public RecordedEvent Open(string customer, double minute = 0) => journal.Append(
        new AccountId(customer, "main"), AccountEventCodec.Instance, new AccountEvent.AccountOpened("GBP", 0, At(minute)));

    public RecordedEvent Order(string customer, decimal total, double minute = 0, string currency = "GBP") => journal.Append(
        new OrderId(customer, Next()), OrderEventCodec.Instance, new OrderEvent.OrderPlaced(currency, [new("A", 1, total)], Sample.Home, total, At(minute)));

    public RecordedEvent Amend(RecordedEvent order, decimal total, double minute = 0) => journal.Append(
        OrderId.Parse(order.Aggregate.GrainKey), OrderEventCodec.Instance, new OrderEvent.OrderAmended([new("A", 1, total)], Sample.Home, total, At(minute)));

    public RecordedEvent Transfer(string customer, double minute = 0) => journal.Append(
        new TransferId(customer, Next()), TransferEventCodec.Instance,
        new TransferEvent.TransferRequested(new(customer, "main"), new("bob", "main"), 1, "GBP", "Rent", At(minute)));

    public RecordedEvent Decline(string customer, double minute = 0) => Pay(customer, terms => new PaymentEvent.PaymentDeclined(terms, 223, "No money", At(minute)));

    public RecordedEvent Authorize(string customer, double minute = 0) => Pay(customer, terms => new PaymentEvent.PaymentAuthorized(terms, 1, At(minute)));

    public RecordedEvent Complete(string customer, decimal amount, double minute = 0) => Pay(customer, terms => new PaymentEvent.PaymentCompleted(terms, amount, At(minute)));

    public RecordedEvent Refund(string customer, decimal amount, double minute = 0) =>
        Pay(customer, terms => new PaymentEvent.RefundCompleted(terms, "r", amount, At(minute)));

    /// <summary>Money of a transfer of the payer arrives.</summary>
    public RecordedEvent Arrive(string payee, string payer, double minute = 0, CreditKind kind = CreditKind.Sent) =>
        Credit(payee, new TransferId(payer, Next()).Aggregate, minute, kind);

    /// <summary>Money of a payment of the payer arrives.</summary>
    public RecordedEvent ArriveForOrder(string payee, string payer, double minute = 0) => Credit(payee, new PaymentId(payer, Next()).Aggregate, minute, CreditKind.Sent);

    public RecordedEvent Acknowledge(FraudAlertId alert, FraudVerdict verdict) => journal.Append(
        alert, FraudAlertEventCodec.Instance, new FraudAlertEvent.AlertAcknowledged("Eve", "Asked the customer.", verdict, At(9_999)));

    public static DateTimeOffset At(double minute) => Sample.Day.AddMinutes(minute);

    private RecordedEvent Credit(string payee, AggregateId source, double minute, CreditKind kind) => journal.Append(
        new AccountId(payee, "main"), AccountEventCodec.Instance, new AccountEvent.MoneyCredited(1, "GBP", source.Value, kind, At(minute)));

    private RecordedEvent Pay(string customer, Func<PaymentTerms, PaymentEvent> happen)
    {
        var number = Next();
        var terms = new PaymentTerms(new(customer, number), new(customer, "main"), Shop, "GBP");
        return journal.Append(new PaymentId(customer, number), PaymentEventCodec.Instance, happen(terms));
    }

    private string Next() => $"{++_number}";
}
