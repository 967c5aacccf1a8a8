using System.Diagnostics;
using System.Text.Json.Serialization.Metadata;
using CommandProcessor.Grains.Interfaces.Accounts;
using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Interfaces.Payments;
using CommandProcessor.Grains.Interfaces.TransactionHistory;
using CommandProcessor.Grains.Interfaces.Transfers;
using CommandProcessor.Projections.Runtime;
using static CommandProcessor.Grains.Interfaces.Accounts.AccountEvent;
using static CommandProcessor.Grains.Interfaces.Payments.PaymentEvent;
using static CommandProcessor.Grains.Interfaces.Transfers.TransferEvent;

namespace CommandProcessor.Projections.TransactionHistory;

/// <summary>
/// Folds an owner's events into accounts and entries. Each movement of money is an entry of its own, which no later event touches; what the owner's
/// payments and transfers say is kept only until their money has moved.
/// </summary>
public sealed class TransactionHistoryProjection : IProjection<TransactionHistoryHead, PlacedEntry>
{
    public const string ProjectionName = "transaction-history";

    public static string Name => ProjectionName;

    public static int Version => 2;

    public static string KeyKind => PartitionKey.CustomerKind;

    public static JsonTypeInfo<TransactionHistoryHead> HeadJson => TransactionHistoryJson.Default.TransactionHistoryHead;

    public static JsonTypeInfo<PlacedEntry> ItemJson => TransactionHistoryJson.Default.PlacedEntry;

    public static TransactionHistoryHead Initial(PartitionKey key) => TransactionHistoryHead.Empty;

    public static ItemReference? ItemOf(RecordedEvent recorded) => recorded.Type switch
    {
        "account-deposited" or "account-withdrawn" or "account-credited"
            or "account-hold-placed" or "account-hold-captured" or "account-hold-released" or "account-hold-expired" =>
            ItemReference.Final(recorded),
        _ => null,
    };

    public static ItemIndex IndexOf(PlacedEntry item) => new(item.At.UtcTicks, item.Account);

    public static Folded<TransactionHistoryHead, PlacedEntry> Apply(TransactionHistoryHead head, PlacedEntry? item, RecordedEvent recorded) =>
        recorded.Aggregate.Kind switch
        {
            AccountId.Kind => AccountFold.Apply(head, AccountEventCodec.Instance.Decode(recorded), recorded),
            PaymentId.Kind => new(ApplyPayment(head, recorded), null),
            TransferId.Kind => new(ApplyTransfer(head, recorded), null),
            _ => new(head, null),
        };

    private static TransactionHistoryHead ApplyPayment(TransactionHistoryHead head, RecordedEvent recorded)
    {
        var name = recorded.Aggregate.Value;
        return PaymentEventCodec.Instance.Decode(recorded) switch
        {
            PaymentRequested e => head.Begin(ErrandOf(name, e.Terms)),
            PaymentDeclined or PaymentVoided or PaymentCompleted or PaymentCaptureFailed => head.End(name),
            RefundRequested e => head.Begin(ErrandOf($"{name}: {e.RefundId}", e.Terms)),
            RefundCompleted e => head.End($"{name}: {e.RefundId}"),
            RefundFailed e => head.End($"{name}: {e.RefundId}"),
            PaymentAuthorized or PaymentCaptureRequested or RefundAuthorized => head,
            var other => throw new UnreachableException($"{other.GetType()} is not folded."),
        };
    }

    private static TransactionHistoryHead ApplyTransfer(TransactionHistoryHead head, RecordedEvent recorded)
    {
        var name = recorded.Aggregate.Value;
        return TransferEventCodec.Instance.Decode(recorded) switch
        {
            TransferRequested e => head.Begin(new(name, e.From, e.To, e.Reference)),
            TransferRejected or TransferCompleted => head.End(name),
            TransferAuthorized => head,
            var other => throw new UnreachableException($"{other.GetType()} is not folded."),
        };
    }

    private static Errand ErrandOf(string name, PaymentTerms terms) => new(name, terms.Payer, terms.Payee, terms.Order.Aggregate.Value);
}
