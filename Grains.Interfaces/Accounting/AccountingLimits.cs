namespace CommandProcessor.Grains.Interfaces.Accounting;

/// <summary>What the books keep at most. They are part of the fold: another number needs another version of it.</summary>
public static class AccountingLimits
{
    /// <summary>Days of which each is known by itself, counted back from the newest; months and totals are known for ever.</summary>
    public const int DayCountMax = 800;
}
