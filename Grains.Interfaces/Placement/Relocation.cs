namespace CommandProcessor.Grains.Interfaces.Placement;

/// <summary>Tells a grain of a partition when it should move to the silo that the partition prefers.</summary>
/// <remarks>
/// The grain then migrates: only deactivated, the next ping would wake it here again, by an address that its sender remembers.
/// </remarks>
public sealed class Relocation(PreferredSilos preferred, string role, SiloAddress here)
{
    private bool _wasElsewherePreferred;

    /// <summary>True when two looks in a row found that another silo is preferred: one may see a membership that is about to change.</summary>
    public bool IsDue(int partition)
    {
        var isElsewherePreferred = preferred.Of(partition, role) is { } other && !other.Equals(here);
        var isDue = isElsewherePreferred && _wasElsewherePreferred;
        _wasElsewherePreferred = isElsewherePreferred;
        return isDue;
    }
}
