namespace CommandProcessor.Grains.Reactors;

/// <summary>How long a process may wait. Counted from the event that begins it, so that doing it twice leads to the same times.</summary>
public static class ProcessLimits
{
    /// <summary>How long money of a transfer is held: a net for what a crash leaves behind, far beyond what it takes. Refunds too are done long before.</summary>
    public static readonly TimeSpan TransferHold = TimeSpan.FromDays(1);

    /// <summary>How long an order may wait for its payment until it is rejected.</summary>
    public static readonly TimeSpan Unpaid = TimeSpan.FromMinutes(30);

    /// <summary>How long the money and goods of an order are kept: long after it was to be dispatched.</summary>
    public static readonly TimeSpan OrderKept = TimeSpan.FromDays(60);

    /// <summary>
    /// How long money is held for a refund that is owed, and so how long it may be asked for until the payee has it: a hold whose end had passed by then would
    /// be refused for good. About as long as any hold may last; the money is taken as soon as it is held.
    /// </summary>
    public static readonly TimeSpan Owed = TimeSpan.FromDays(365);

    /// <summary>How long a shipment may wait to be dispatched until its order is cancelled.</summary>
    public static readonly TimeSpan Undispatched = TimeSpan.FromDays(30);
}
