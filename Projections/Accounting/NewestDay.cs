namespace CommandProcessor.Projections.Accounting;

/// <summary>The newest day that anything was posted on.</summary>
public sealed record NewestDay(DateOnly Day);
