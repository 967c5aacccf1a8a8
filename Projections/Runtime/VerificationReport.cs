using System.Collections.Immutable;

namespace CommandProcessor.Projections.Runtime;

/// <summary>What comparing the read models of a projection with the journal found.</summary>
/// <param name="Keys">Read models compared.</param>
/// <param name="Items">Items compared.</param>
/// <param name="Events">Events folded for it.</param>
/// <param name="Parked">Read models that wait at an event which indeed cannot be applied.</param>
/// <param name="Beside">Rows compared that the projection has beside its read models, such as entries of an index.</param>
/// <param name="DifferenceCount">All of them.</param>
/// <param name="Differences">The first of them.</param>
public sealed record VerificationReport(
    string Projection, long Keys, long Items, long Events, long Parked, long Beside, long DifferenceCount, ImmutableArray<string> Differences)
{
    public bool IsClean => DifferenceCount == 0;
}
