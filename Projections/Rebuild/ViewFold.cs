using System.Globalization;
using CommandProcessor.Grains.Interfaces.Placement;
using CommandProcessor.Projections.Runtime;

namespace CommandProcessor.Projections.Rebuild;

/// <summary>A view and the version of the code that folds it, as keys of grains name it: "customer-orders@2".</summary>
internal readonly record struct ViewFold(string View, int Fold)
{
    public static ViewFold Of(ProjectionDescription view) => new(view.Name, view.Fold);

    /// <exception cref="FormatException">The text names none.</exception>
    public static ViewFold Parse(string? text)
    {
        var at = text?.LastIndexOf(SiloRole.FoldMark) ?? -1;
        return at > 0 && int.TryParse(text.AsSpan(at + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var fold)
            ? new(text![..at], fold) // It is not null, or there would be no separator.
            : throw new FormatException($"'{text}' names no view with its fold; expected one such as customer-orders@2.");
    }

    /// <exception cref="InvalidOperationException">This silo folds the view by another version of the code, or does not know it: it is not the place.</exception>
    public ProjectionDescription Require(IEnumerable<ProjectionDescription> projections)
    {
        foreach (var known in projections)
            if (Of(known) == this) return known;
        throw new InvalidOperationException($"This silo does not fold {this}.");
    }

    public override string ToString() => SiloRole.NameOf(View, Fold);
}
