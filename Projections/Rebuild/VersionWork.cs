using CommandProcessor.Projections.Runtime;
using CommandProcessor.Projections.Stores;

namespace CommandProcessor.Projections.Rebuild;

/// <summary>
/// What is to be done about the versions of a view. It follows from what the database says of them, so that whoever looks comes to the same and goes on
/// with what somebody else left.
/// </summary>
internal abstract record VersionWork
{
    private VersionWork() { }

    /// <summary>The version is shown, and its rows lack what the road brought to others: they are added.</summary>
    public sealed record Complete(ReadModelId Model) : VersionWork;

    /// <summary>The version is folded from the journal, and shown when it has caught up.</summary>
    public sealed record Build(ReadModelId Model) : VersionWork;

    /// <summary>What is shown is of a former fold: a version of this one is to be built.</summary>
    public sealed record Begin : VersionWork;

    /// <summary>Versions stay shown for folds of which no silo is left.</summary>
    public sealed record Retire : VersionWork;

    /// <summary>The rows of the version are deleted.</summary>
    public sealed record Delete(ReadModelId Model) : VersionWork;

    /// <summary>What comes next; null if there is nothing to do.</summary>
    /// <param name="known">Versions of any projection.</param>
    /// <param name="isAlone">True if no silo folds the view by another version of the code.</param>
    public static VersionWork? Next(IEnumerable<ProjectionVersion> known, ProjectionDescription view, bool isAlone)
    {
        ProjectionVersion[] versions = [.. known.Where(version => version.Model.Projection == view.Name)];
        ProjectionVersion[] own = [.. versions.Where(version => version.Fold == view.Fold)];
        if (Array.Find(own, version => version.State == VersionState.Switching) is { } switching) return new Complete(switching.Model);
        if (Array.Find(own, version => version.IsBuilt) is { } built) return new Build(built.Model);
        if (view.FindShown(versions) is { } shown && shown.Fold != view.Fold && !Array.Exists(own, version => version.State == VersionState.Paused)) return new Begin();
        if (isAlone && Array.Exists(own, version => version.IsShown) && Array.Exists(versions, version => version.IsShown && version.Fold != view.Fold)) return new Retire();
        return Array.Find(versions, version => version.State == VersionState.Dropping) is { } dropping ? new Delete(dropping.Model) : null;
    }
}
