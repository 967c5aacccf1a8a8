using CommandProcessor.Grains.Interfaces.Money;

namespace CommandProcessor.Grains.Interfaces.Analytics;

/// <summary>Which of them, and by the revenue in which currency.</summary>
/// <param name="Of">What is ranked.</param>
/// <param name="Currency">Code of ISO 4217.</param>
/// <param name="CountMax">1 to <see cref="CountLimit"/>.</param>
[GenerateSerializer, Immutable, Alias("ranking-request")]
public sealed record RankingRequest([property: Id(0)] SalesSubject Of, [property: Id(1)] string Currency, [property: Id(2)] int CountMax = 10)
{
    public const int CountLimit = 1_000;

    /// <summary>Says what is wrong with it, or null.</summary>
    public string? Mistake()
    {
        if (!Enum.IsDefined(Of)) return $"RankingRequest.Of {Of} is nothing that can be ranked.";
        if (Money.Currency.DecimalsOf(Currency) is null) return $"RankingRequest.Currency '{Currency}' is no currency of ISO 4217.";
        return CountMax is < 1 or > CountLimit ? $"RankingRequest.CountMax {CountMax} is not between 1 and {CountLimit}." : null;
    }
}
