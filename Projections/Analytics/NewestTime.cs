namespace CommandProcessor.Projections.Analytics;

/// <summary>The newest minute, hour or day in which something was ordered, counted from the year 1.</summary>
public sealed record NewestTime(long Number);
