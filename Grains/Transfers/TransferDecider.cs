using System.Diagnostics;
using CommandProcessor.Grains.Aggregates;
using CommandProcessor.Grains.Interfaces.Transfers;
using static CommandProcessor.Grains.Interfaces.Transfers.TransferCommand;
using static CommandProcessor.Grains.Interfaces.Transfers.TransferEvent;
using Decision = CommandProcessor.Grains.Aggregates.Decision<CommandProcessor.Grains.Interfaces.Transfers.TransferEvent>;

namespace CommandProcessor.Grains.Transfers;

/// <summary>The rules of a transfer: it is asked for once, and ends once.</summary>
public sealed class TransferDecider : IDecider<Transfer, TransferCommand, TransferEvent>
{
    private TransferDecider() { }

    public static Transfer Initial => Transfer.Initial;

    public static Decision Decide(Transfer state, TransferCommand command, DateTimeOffset now) => command switch
    {
        TransferMoney transfer => Request(state, transfer, now),
        RejectTransfer reject => Reject(state, reject, now),
        CompleteTransfer => Complete(state, now),
        _ => throw new UnreachableException(),
    };

    public static Transfer Evolve(Transfer state, TransferEvent @event) => @event switch
    {
        TransferRequested e => state with
        {
            Status = TransferStatus.Requested,
            From = e.From,
            To = e.To,
            Amount = e.Amount,
            Currency = e.Currency,
            Reference = e.Reference,
        },
        TransferAuthorized => state,
        TransferRejected e => state with { Status = TransferStatus.Rejected, Code = e.Code, Reason = e.Reason },
        TransferCompleted => state with { Status = TransferStatus.Completed },
        _ => throw new UnreachableException(),
    };

    /// <summary>How it ends follows from what became of the money.</summary>
    public static bool IsForStepsAlone(Transfer state, TransferCommand command) => command is RejectTransfer or CompleteTransfer;

    public static bool IsAtRest(Transfer state) => state.Status is TransferStatus.Completed or TransferStatus.Rejected;

    private static Decision Request(Transfer state, TransferMoney command, DateTimeOffset now)
    {
        if (state.Status is not TransferStatus.None) return IsSame(state, command) ? Decision.Nothing : TransferRefusal.AlreadyRequested(state);
        return TransferRules.RefuseRequest(command)
            ?? (Decision)new TransferRequested(command.From, command.To, command.Amount, command.Currency, command.Reference, now);
    }

    private static Decision Reject(Transfer state, RejectTransfer command, DateTimeOffset now) => state.Status switch
    {
        TransferStatus.None => TransferRefusal.NotRequested(),
        TransferStatus.Rejected => Decision.Nothing,
        TransferStatus.Requested =>
            TransferRules.RefuseReason(command.Code, command.Reason) ?? (Decision)new TransferRejected(command.Code, command.Reason, now),
        _ => TransferRefusal.NotRejectable(state),
    };

    private static Decision Complete(Transfer state, DateTimeOffset now) => state.Status switch
    {
        TransferStatus.None => TransferRefusal.NotRequested(),
        TransferStatus.Requested => new TransferCompleted(now),
        TransferStatus.Completed => Decision.Nothing,
        _ => TransferRefusal.NotCompletable(state),
    };

    private static bool IsSame(Transfer state, TransferMoney command) =>
        command.From == state.From && command.To == state.To && command.Amount == state.Amount
        && command.Currency == state.Currency && command.Reference == state.Reference;
}
