namespace CommandProcessor.Grains.Interfaces.Analytics;

/// <summary>Which times to show: the newest so many, by when orders were placed.</summary>
/// <param name="By">Minute, hour or day.</param>
/// <param name="CountMax">1 to what is kept of them: see <see cref="AnalyticsLimits"/>. The newest is the newest in which something was ordered.</param>
[GenerateSerializer, Immutable, Alias("sales-request")]
public sealed record SalesRequest([property: Id(0)] SalesUnit By, [property: Id(1)] int CountMax)
{
    /// <summary>Says what is wrong with it, or null.</summary>
    public string? Mistake()
    {
        if (!Enum.IsDefined(By)) return $"SalesRequest.By {By} is neither minute, hour nor day.";
        var countMax = AnalyticsLimits.CountMaxOf(By);
        return CountMax < 1 || CountMax > countMax ? $"SalesRequest.CountMax {CountMax} is not between 1 and {countMax}." : null;
    }
}
