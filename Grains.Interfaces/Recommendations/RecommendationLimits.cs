using CommandProcessor.Grains.Interfaces.Events;

namespace CommandProcessor.Grains.Interfaces.Recommendations;

/// <summary>What may be asked of recommendations at most.</summary>
public static class RecommendationLimits
{
    /// <summary>Products that an answer holds.</summary>
    public const int CountMax = 100;

    /// <summary>A customer's newest products that an answer rests on.</summary>
    public const int BecauseCountMax = 10;

    /// <summary>Says what is wrong with a question, or null.</summary>
    public static string? Mistake(string name, string? value, int countMax) => Identifier.Mistake(value, name)
        ?? (countMax is < 1 or > CountMax ? $"{countMax} recommendations are not between 1 and {CountMax}." : null);
}
