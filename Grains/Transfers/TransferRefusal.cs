using CommandProcessor.Grains.Interfaces.Commands;
using CommandProcessor.Grains.Interfaces.Transfers;
using Code = CommandProcessor.Grains.Interfaces.Transfers.TransferRefusalCode;

namespace CommandProcessor.Grains.Transfers;

/// <summary>The refusals that follow from where a transfer stands. Transient are those that it can still grow out of.</summary>
internal static class TransferRefusal
{
    public static Refusal NotRequested() => Refusal.Transient(Code.NotRequested, "The transfer is not requested.");

    public static Refusal AlreadyRequested(Transfer transfer) => Final(
        Code.AlreadyRequested, transfer, $"is of {transfer.Amount} {transfer.Currency} from {transfer.From} to {transfer.To} and cannot be requested again");

    public static Refusal NotAuthorizable(Transfer transfer) => Final(Code.NotAuthorizable, transfer, "has ended and cannot be authorized");

    public static Refusal NotRejectable(Transfer transfer) => Final(Code.NotRejectable, transfer, "can be rejected only before it is completed");

    public static Refusal NotCompletable(Transfer transfer) => new(
        Code.NotCompletable, Message(transfer, "can be completed only after it is authorized"), transfer.Status is TransferStatus.Requested);

    private static Refusal Final(int code, Transfer transfer, string rule) => Refusal.Final(code, Message(transfer, rule));

    private static string Message(Transfer transfer, string rule) => $"The transfer is {transfer.Status}; it {rule}.";
}
