using System.Globalization;

namespace CommandProcessor.Silo.Verbs;

/// <summary>Numbers, amounts, moments and bars, as every verb shows them to a person.</summary>
internal static class Figures
{
    public static string Number(long number) => number.ToString("#,0", CultureInfo.InvariantCulture);

    public static string Number(double number) => number.ToString("#,0", CultureInfo.InvariantCulture);

    public static string Money(decimal amount) => amount.ToString("#,0.00", CultureInfo.InvariantCulture);

    /// <summary>To the second, in UTC.</summary>
    public static string Moment(DateTimeOffset time) => time.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>So much of so many blocks.</summary>
    /// <param name="share">From 0 to 1; what is beyond counts as these.</param>
    public static string Bar(double share, int lengthMax) => new('█', (int)Math.Round(lengthMax * Math.Clamp(share, 0, 1)));
}
