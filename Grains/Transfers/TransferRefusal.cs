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

    public static Refusal NotRejectable(Transfer transfer) => Final(Code.NotRejectable, transfer, "can be rejected only before it is completed");

    public static Refusal NotCompletable(Transfer transfer) => Final(Code.NotCompletable, transfer, "can be completed only before it is rejected");

    private static Refusal Final(int code, Transfer transfer, string rule) => Refusal.Final(code, $"The transfer is {transfer.Status}; it {rule}.");
}
