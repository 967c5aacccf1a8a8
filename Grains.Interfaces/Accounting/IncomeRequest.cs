namespace CommandProcessor.Grains.Interfaces.Accounting;

/// <summary>Which periods to report.</summary>
/// <param name="By">Day or month.</param>
/// <param name="From">The first day; of months, a day in the first.</param>
/// <param name="To">The last day; of months, a day in the last.</param>
[GenerateSerializer, Immutable, Alias("income-request")]
public sealed record IncomeRequest([property: Id(0)] IncomePeriod By, [property: Id(1)] DateOnly From, [property: Id(2)] DateOnly To)
{
    public const int PeriodCountMax = 1_000;

    /// <summary>Says what is wrong with it, or null.</summary>
    public string? Mistake()
    {
        if (!Enum.IsDefined(By)) return $"IncomeRequest.By {By} is neither day nor month.";
        if (From > To) return $"IncomeRequest.From {From:O} is after IncomeRequest.To {To:O}.";
        var count = By is IncomePeriod.Day ? To.DayNumber - From.DayNumber + 1 : 12 * (To.Year - From.Year) + To.Month - From.Month + 1;
        return count > PeriodCountMax ? $"IncomeRequest asks for {count} periods; at most {PeriodCountMax} are allowed." : null;
    }
}
