namespace CommandProcessor.Projections.Recommendations;

/// <summary>
/// By how much something has lost its weight after a time. Only additions, multiplications and powers of two: every machine gets the same
/// to the last bit, so that rows folded on one agree with those folded on another.
/// </summary>
internal static class HalfLife
{
    private const double Ln2 = 0.6931471805599453;

    /// <param name="age">A negative one counts as none.</param>
    public static double Decay(TimeSpan age, int halfLifeDays)
    {
        if (age <= TimeSpan.Zero) return 1;
        var halves = age.Ticks / ((double)TimeSpan.TicksPerDay * halfLifeDays);
        if (halves > 1_000) return 0;
        var whole = (int)halves;
        return Math.ScaleB(Fraction(halves - whole), -whole);
    }

    /// <summary>Two to the power of -x, for x from 0 to 1, by the series of the exponential function.</summary>
    private static double Fraction(double x)
    {
        var (sum, term) = (1.0, 1.0);
        for (var n = 1; n <= 14; n++) sum += term *= -x * Ln2 / n;
        return sum;
    }
}
