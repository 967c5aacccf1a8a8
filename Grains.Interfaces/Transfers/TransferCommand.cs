using CommandProcessor.Grains.Interfaces.Accounts;

namespace CommandProcessor.Grains.Interfaces.Transfers;

/// <summary>What can be asked of a transfer.</summary>
[GenerateSerializer, Immutable, Alias("transfer-command")]
public abstract record TransferCommand
{
    private TransferCommand() { }

    /// <summary>Begins it: the money is held, taken, and credited by steps of its own.</summary>
    [GenerateSerializer, Immutable, Alias("transfer.request")]
    public sealed record TransferMoney(
        [property: Id(0)] AccountId From,
        [property: Id(1)] AccountId To,
        [property: Id(2)] decimal Amount,
        [property: Id(3)] string Currency,
        [property: Id(4)] string Reference) : TransferCommand;

    /// <summary>Ends it: the money is where it was, or came back.</summary>
    /// <param name="Code">Of the refusal that ends it.</param>
    /// <param name="Reason">For a person.</param>
    [GenerateSerializer, Immutable, Alias("transfer.reject")]
    public sealed record RejectTransfer([property: Id(0)] int Code, [property: Id(1)] string Reason) : TransferCommand;

    /// <summary>Ends it: the money has arrived.</summary>
    [GenerateSerializer, Immutable, Alias("transfer.complete")]
    public sealed record CompleteTransfer : TransferCommand;
}
