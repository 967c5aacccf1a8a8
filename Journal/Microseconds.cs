namespace CommandProcessor.Journal;

/// <summary>Time as it stands in databases: whole microseconds since 1970, which every one of them keeps exactly.</summary>
public static class Microseconds
{
    /// <summary>Rounded down.</summary>
    public static long From(DateTimeOffset time) => (time.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;

    /// <summary>Rounded up, so that what is due then is not due before its time.</summary>
    public static long RoundedUp(DateTimeOffset time) =>
        (time.UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks + TimeSpan.TicksPerMicrosecond - 1) / TimeSpan.TicksPerMicrosecond;

    public static DateTimeOffset ToTime(long microseconds) => DateTimeOffset.UnixEpoch.AddTicks(microseconds * TimeSpan.TicksPerMicrosecond);
}
