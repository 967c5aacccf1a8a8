using System.Collections.Frozen;
using System.Globalization;
using CommandProcessor.Grains.Interfaces.Placement;
using Orleans.Metadata;

namespace CommandProcessor.Grains.Partitions;

/// <summary>
/// Reads a silo's roles off the grain classes that it hosts: a silo offers those of its roles and no others. The cluster's manifest is what
/// Orleans places by, so a silo is never preferred that cannot take the grain, and a silo that could not be asked is asked again.
/// </summary>
internal sealed class ManifestSiloRoles(IClusterManifestProvider manifests, IClusterMembershipService membership) : ISiloRoles
{
    private Known _known = new(MajorMinorVersion.MinValue, FrozenDictionary<SiloAddress, FrozenSet<string>>.Empty);

    public SiloAddress[] Active =>
        [.. membership.CurrentSnapshot.Members.Values.Where(member => member.Status == SiloStatus.Active).Select(member => member.SiloAddress)];

    public bool Has(SiloAddress silo, string role) => NewestRoles().TryGetValue(silo, out var roles) && roles.Contains(role);

    private FrozenDictionary<SiloAddress, FrozenSet<string>> NewestRoles()
    {
        var manifest = manifests.Current;
        var known = Volatile.Read(ref _known);
        if (known.Version == manifest.Version) return known.Roles;

        var roles = manifest.Silos.ToFrozenDictionary(silo => silo.Key, silo => RolesOf(silo.Value));
        Volatile.Write(ref _known, new(manifest.Version, roles));
        return roles;
    }

    private static FrozenSet<string> RolesOf(GrainManifest manifest) =>
        manifest.Grains.Values
            .SelectMany(RolesOf)
            .ToFrozenSet(StringComparer.Ordinal);

    private static IEnumerable<string> RolesOf(GrainProperties grain)
    {
        if (grain.Properties.GetValueOrDefault(PartitionPlacement.RoleProperty) is { } role) yield return role;
        if (grain.Properties.GetValueOrDefault(HostedViewAttribute.ViewProperty) is not { } view) yield break;
        yield return SiloRole.OfView(view);
        if (int.TryParse(grain.Properties.GetValueOrDefault(HostedViewAttribute.FoldProperty), CultureInfo.InvariantCulture, out var fold)) yield return SiloRole.OfFold(view, fold);
    }

    private sealed record Known(MajorMinorVersion Version, FrozenDictionary<SiloAddress, FrozenSet<string>> Roles);
}
