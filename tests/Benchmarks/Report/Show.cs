using System.Globalization;

namespace CommandProcessor.Benchmarks.Report;

/// <summary>How numbers stand in the tables.</summary>
internal static class Show
{
    public static string Count(double value) => value.ToString("#,0", CultureInfo.InvariantCulture);

    public static string Milliseconds(TimeSpan value) => value.TotalMilliseconds.ToString("#,0.00", CultureInfo.InvariantCulture);

    public static string Ratio(double value, double to) => to > 0 ? (value / to).ToString("0.0", CultureInfo.InvariantCulture) + "x" : "-";
}
