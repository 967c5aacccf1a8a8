using System.Globalization;

namespace CommandProcessor.Grains.Interfaces.Payments;

/// <summary>The ids of the refunds that processes owe. They begin with a mark that others may not begin with, so that none is taken for another.</summary>
public static class RefundIds
{
    private const char Mark = '~';

    /// <summary>Of an order that is not carried out after all.</summary>
    public const string NeverSold = "~never-sold";

    /// <summary>Of an order whose goods were lost.</summary>
    public const string Lost = "~lost";

    /// <summary>Of goods that came back, by the version of the order's event that says so.</summary>
    public static string OfReturn(long version) => string.Create(CultureInfo.InvariantCulture, $"{Mark}return-{version}");

    public static bool IsOfProcess(string? refundId) => refundId is [Mark, ..];
}
