using CommandProcessor.Grains.Interfaces.Placement;
using Orleans.Runtime.MembershipService.SiloMetadata;

namespace CommandProcessor.Grains.Partitions;

/// <summary>Reads the roles that every silo tells of itself in its metadata.</summary>
internal sealed class MetadataSiloRoles(ISiloMetadataCache metadata) : ISiloRoles
{
    public const string Key = "command-processor.roles";

    public bool Has(SiloAddress silo, string role)
    {
        if (metadata.GetSiloMetadata(silo).Metadata.GetValueOrDefault(Key) is not { } roles) return false;
        foreach (var part in roles.AsSpan().Split(','))
        {
            if (roles.AsSpan(part).SequenceEqual(role)) return true;
        }

        return false;
    }
}
