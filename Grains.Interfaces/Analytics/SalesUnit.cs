namespace CommandProcessor.Grains.Interfaces.Analytics;

/// <summary>By what time sales are added up.</summary>
[GenerateSerializer, Alias("sales-unit")]
public enum SalesUnit
{
    Minute = 1,
    Hour = 2,
    Day = 3,
}
