using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Interfaces.Transfers;

namespace CommandProcessor.Silo.Bank;

/// <summary>How far a transfer is in the events that were folded, which stand in two partitions: its payer's, with its own, and its payee's.</summary>
internal sealed class MoneyInTransit(TransferId id)
{
    public TransferId Id => id;

    /// <summary>Null until the request was seen.</summary>
    public TransferEvent.TransferRequested? Request { get; set; }

    public bool IsTaken { get; set; }

    public bool IsTakenIn { get; set; }

    public bool IsDeclined { get; set; }

    public bool IsReturned { get; set; }

    /// <summary>The event that ended it.</summary>
    public TransferEvent? End { get; set; }

    /// <summary>When the journal recorded its end.</summary>
    public DateTimeOffset EndedAt { get; set; }

    /// <summary>True while the money is in no account.</summary>
    public bool IsInTransit => IsTaken && !IsTakenIn && !IsReturned;

    /// <summary>True when nothing more is to come.</summary>
    public bool IsOver => MissingFrom() is null && End switch
    {
        TransferEvent.TransferCompleted => IsTakenIn,
        TransferEvent.TransferRejected => !IsTaken || IsReturned,
        _ => false,
    };

    /// <summary>Whose events must be read further, because something was seen before what led to it; null if nothing was.</summary>
    public PartitionKey? MissingFrom()
    {
        if (!IsTaken && (IsTakenIn || IsDeclined)) return id.PartitionKey;
        var isPayeeBehind = (End is TransferEvent.TransferCompleted && !IsTakenIn) || (IsReturned && !IsDeclined);
        return isPayeeBehind && Request is { } request ? request.To.PartitionKey : null;
    }
}
