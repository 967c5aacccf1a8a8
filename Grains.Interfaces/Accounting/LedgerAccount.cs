using System.Text.Json.Serialization;

namespace CommandProcessor.Grains.Interfaces.Accounting;

/// <summary>
/// The chart of accounts. Up to <see cref="TransfersInTransit"/> they are the bank's books, which follow the events of accounts; from
/// <see cref="ShopFunds"/> on those of the shops that are paid, which follow the events of payments.
/// </summary>
[GenerateSerializer, Alias("ledger-account")]
[JsonConverter(typeof(JsonStringEnumConverter<LedgerAccount>))]
public enum LedgerAccount
{
    /// <summary>What came in from outside, less what went there.</summary>
    Cash = 1,

    /// <summary>What account holders may spend; negative where they are overdrawn.</summary>
    Available = 2,

    /// <summary>What is in their accounts and promised to somebody.</summary>
    Held = 3,

    /// <summary>Taken from payers and not yet with payees, nor back. Each partition sees one side; over all partitions at rest it is zero.</summary>
    PaymentsInTransit = 4,

    /// <summary>Taken from payees and not yet back with payers.</summary>
    RefundsInTransit = 5,

    /// <summary>Taken from one account holder and not yet with another, nor back.</summary>
    TransfersInTransit = 6,

    /// <summary>What shops were paid, less what they paid back.</summary>
    ShopFunds = 7,

    /// <summary>Charged for goods that have left, and on its way.</summary>
    Receivables = 8,

    /// <summary>Charged, and not to be had by the payment: its capture failed. A person must see to it.</summary>
    Overdue = 9,

    /// <summary>To be paid back, and not yet with the customer.</summary>
    RefundsPayable = 10,

    /// <summary>Charged for goods that have left.</summary>
    Revenue = 11,

    /// <summary>What of the revenue is given back.</summary>
    Refunds = 12,
}
