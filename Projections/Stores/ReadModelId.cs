using CommandProcessor.Grains.Interfaces.Events;

namespace CommandProcessor.Projections.Stores;

/// <summary>One version of one projection; another version has rows of its own.</summary>
public readonly record struct ReadModelId(string Projection, int Version)
{
    /// <summary>Where a partition of the version is folded anew while the version shows what was.</summary>
    public ReadModelId Beside => this with { Version = -Version };

    public override string ToString() => $"{Projection}.v{Version}";
}

/// <summary>One read model: of which projection, and whose.</summary>
public readonly record struct ReadModelAddress(ReadModelId Model, PartitionKey Key)
{
    public override string ToString() => $"{Model} of {Key}";
}
