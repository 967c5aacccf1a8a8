using System.Globalization;

namespace CommandProcessor.Projections.Stores;

/// <summary>How the read models of a version compare with those of another, in some partitions.</summary>
/// <param name="Level">Read models that stand at the same event in both versions, of which the contents can be compared.</param>
/// <param name="Different">Those among them whose checksums differ.</param>
/// <param name="Example">The key of one that differs; null if none does.</param>
public sealed record VersionComparison(VersionCount Count, VersionCount Other, long Level, long Different, string? Example)
{
    public static VersionComparison Nothing { get; } = new(default, default, 0, 0, Example: null);

    public VersionComparison Plus(VersionComparison more) => new(
        Count.Plus(more.Count), Other.Plus(more.Other), Level + more.Level, Different + more.Different, Example ?? more.Example);

    /// <summary>For whoever decides whether the version is what he wanted.</summary>
    public string Describe(ProjectionVersion other)
    {
        var counts = $"{Count}; version {other.Model.Version} has {Other}.";
        if (Level == 0) return $"{counts} None stands at the same event in both, so no checksums were compared.";
        var same = string.Create(CultureInfo.InvariantCulture, $"{counts} Of {Level:N0} that stand at the same event in both");
        return Different == 0
            ? $"{same} all have the same checksum."
            : string.Create(CultureInfo.InvariantCulture, $"{same} {Different:N0} have another checksum, such as {Example}.");
    }
}

/// <summary>What there is of a version.</summary>
public readonly record struct VersionCount(long Keys, long Items)
{
    public VersionCount Plus(VersionCount more) => new(Keys + more.Keys, Items + more.Items);

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Keys:N0} read models with {Items:N0} items");
}
