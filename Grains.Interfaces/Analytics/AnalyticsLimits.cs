namespace CommandProcessor.Grains.Interfaces.Analytics;

/// <summary>What the dashboard keeps at most, in each partition. They are part of the fold: another number needs another version of it.</summary>
public static class AnalyticsLimits
{
    /// <summary>Minutes, counted back from the newest in which something was ordered.</summary>
    public const int MinuteCountMax = 1_440;

    public const int HourCountMax = 1_440;

    public const int DayCountMax = 1_100;

    /// <summary>Countries that are told apart. Orders may name anything as one; what comes later is counted as <see cref="OtherName"/>.</summary>
    public const int CountryCountMax = 300;

    /// <summary>Products that are told apart. Orders may name anything as one, until they are rejected.</summary>
    public const int ProductCountMax = 50_000;

    /// <summary>Delivered orders that are remembered, the newest, to know what comes back of them.</summary>
    public const int DeliveredCountMax = 2_000;

    /// <summary>Orders take up to so long; what takes longer is counted as this.</summary>
    public static readonly TimeSpan DurationMax = TimeSpan.FromDays(366);

    public const string OtherName = "(other)";

    public static int CountMaxOf(SalesUnit unit) => unit switch
    {
        SalesUnit.Minute => MinuteCountMax,
        SalesUnit.Hour => HourCountMax,
        _ => DayCountMax,
    };
}
