using System.Globalization;

namespace CommandProcessor.Grains.Interfaces.Placement;

/// <summary>What a silo is for. One silo may have several roles.</summary>
public static class SiloRole
{
    /// <summary>Stands between a view and the version of the code that folds it.</summary>
    public const char FoldMark = '@';

    /// <summary>Holds aggregates and writes partitions.</summary>
    public const string Write = "write";

    /// <summary>Holds projections.</summary>
    public const string Read = "read";

    /// <summary>Holds projections, that view among them.</summary>
    public static string OfView(string view) => Read + "/" + view;

    /// <summary>Holds projections, that view among them, and folds it by that version of the code.</summary>
    public static string OfFold(string view, int fold) => OfView(NameOf(view, fold));

    /// <summary>A view with the version of the code that folds it, as keys of grains name it that are placed by both: "customer-orders@2".</summary>
    public static string NameOf(string view, int fold) => string.Create(CultureInfo.InvariantCulture, $"{view}{FoldMark}{fold}");
}
