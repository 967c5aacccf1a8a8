using System.Globalization;

namespace CommandProcessor.Grains.Interfaces.Placement;

/// <summary>What a silo is for. One silo may have several roles.</summary>
public static class SiloRole
{
    /// <summary>Holds aggregates and writes partitions.</summary>
    public const string Write = "write";

    /// <summary>Holds projections.</summary>
    public const string Read = "read";

    /// <summary>Holds projections, that view among them.</summary>
    public static string OfView(string view) => Read + "/" + view;

    /// <summary>Holds projections, that view among them, and folds it by that version of the code.</summary>
    public static string OfFold(string view, int fold) => OfView(string.Create(CultureInfo.InvariantCulture, $"{view}@{fold}"));
}
