namespace CommandProcessor.Grains.Interfaces.Accounting;

/// <summary>By what income is added up.</summary>
[GenerateSerializer, Alias("income-period")]
public enum IncomePeriod
{
    Day = 1,
    Month = 2,
}
