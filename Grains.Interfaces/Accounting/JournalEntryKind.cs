using System.Text.Json.Serialization;

namespace CommandProcessor.Grains.Interfaces.Accounting;

/// <summary>What an entry records.</summary>
[GenerateSerializer, Alias("journal-entry-kind")]
[JsonConverter(typeof(JsonStringEnumConverter<JournalEntryKind>))]
public enum JournalEntryKind
{
    Deposit = 1,
    Withdrawal = 2,

    /// <summary>Money is promised to somebody.</summary>
    Hold = 3,

    /// <summary>Promised money leaves the account.</summary>
    Capture = 4,

    /// <summary>Promised money is free again.</summary>
    Release = 5,

    /// <summary>Money arrives, or comes back.</summary>
    Arrival = 6,

    /// <summary>Goods have left and are charged.</summary>
    Sale = 7,

    /// <summary>The shop was paid.</summary>
    Settlement = 8,

    /// <summary>The shop could not be paid.</summary>
    Default = 9,

    /// <summary>The shop owes money back.</summary>
    Refund = 10,

    /// <summary>The shop paid back.</summary>
    RefundPayment = 11,

    /// <summary>The shop owes it no more: the refund failed.</summary>
    RefundFailure = 12,
}
