using CommandProcessor.Grains.Interfaces.Accounts;

namespace CommandProcessor.Grains.Interfaces.Transfers;

/// <summary>What can happen to a transfer.</summary>
[GenerateSerializer, Immutable, Alias("transfer-event")]
public abstract record TransferEvent
{
    private TransferEvent() { }

    [GenerateSerializer, Immutable, Alias("transfer.requested.v1")]
    public sealed record TransferRequested(
        [property: Id(0)] AccountId From,
        [property: Id(1)] AccountId To,
        [property: Id(2)] decimal Amount,
        [property: Id(3)] string Currency,
        [property: Id(4)] string Reference,
        [property: Id(5)] DateTimeOffset RequestedAt) : TransferEvent;

    /// <summary>Stands in old journals only, and changes nothing.</summary>
    [GenerateSerializer, Immutable, Alias("transfer.authorized.v1")]
    public sealed record TransferAuthorized([property: Id(0)] DateTimeOffset AuthorizedAt) : TransferEvent;

    [GenerateSerializer, Immutable, Alias("transfer.rejected.v1")]
    public sealed record TransferRejected(
        [property: Id(0)] int Code,
        [property: Id(1)] string Reason,
        [property: Id(2)] DateTimeOffset RejectedAt) : TransferEvent;

    [GenerateSerializer, Immutable, Alias("transfer.completed.v1")]
    public sealed record TransferCompleted([property: Id(0)] DateTimeOffset CompletedAt) : TransferEvent;
}
