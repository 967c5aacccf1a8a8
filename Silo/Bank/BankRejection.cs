namespace CommandProcessor.Silo.Bank;

/// <summary>Transfers that were rejected for the same reason.</summary>
/// <param name="Code">Of the refusal.</param>
/// <param name="Count">How many.</param>
/// <param name="Reason">Of one of them.</param>
internal sealed record BankRejection(int Code, int Count, string Reason);
