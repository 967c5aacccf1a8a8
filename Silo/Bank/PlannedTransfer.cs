using CommandProcessor.Grains.Interfaces.Transfers;

namespace CommandProcessor.Silo.Bank;

/// <summary>A transfer that is to be requested.</summary>
/// <param name="Number">1, 2, 3 … in the plan.</param>
/// <param name="Id">The same for ever.</param>
/// <param name="Command">The request.</param>
internal sealed record PlannedTransfer(int Number, TransferId Id, TransferCommand.TransferMoney Command);
