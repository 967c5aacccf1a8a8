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
}
