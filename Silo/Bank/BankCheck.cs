namespace CommandProcessor.Silo.Bank;

/// <summary>What one look at the bank's money showed.</summary>
/// <param name="Count">How many looks there were, with this one.</param>
/// <param name="EventCount">Events of the bank up to there.</param>
/// <param name="OpenCount">Transfers that were not over.</param>
/// <param name="InTransitCount">Those whose money was in no account.</param>
/// <param name="Sums">Where the money was, by currency.</param>
/// <param name="Mistakes">What did not add up, at any look.</param>
internal sealed record BankCheck(
    long Count, long EventCount, int OpenCount, int InTransitCount, IReadOnlyDictionary<string, BankSum> Sums, IReadOnlyList<string> Mistakes);
