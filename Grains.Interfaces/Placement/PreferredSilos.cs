using System.Collections.Concurrent;
using CommandProcessor.Grains.Interfaces.Events;

namespace CommandProcessor.Grains.Interfaces.Placement;

/// <summary>Which silo of a role a partition prefers, by the membership that this silo sees now.</summary>
public sealed class PreferredSilos(ISiloRoles roles, Partitioning partitioning)
{
    // One for each role: each remembers the spread that it was asked for last.
    private readonly ConcurrentDictionary<string, PartitionPlacementDirector> _directors = new(StringComparer.Ordinal);

    /// <param name="role">One of <see cref="SiloRole"/>.</param>
    /// <returns>Null if no silo is active.</returns>
    public SiloAddress? Of(int partition, string role)
    {
        // Asked anew each time: the roles of a silo become known a little after the silo itself.
        var director = _directors.GetOrAdd(role, _ => new(partitioning, roles));
        var spread = director.SpreadOver(roles.Active, role);
        return spread.Length == 0 ? null : spread[partition];
    }
}
