using CommandProcessor.Grains.Interfaces.Commands;

namespace CommandProcessor.Grains.Interfaces.Transfers;

/// <summary>One transfer; its key is a <see cref="TransferId"/>.</summary>
[Alias("CommandProcessor.ITransferGrain")]
public interface ITransferGrain : IViewedAggregateGrain<TransferCommand, TransferView>;
