using System.Diagnostics;

namespace CommandProcessor.Projections.Runtime;

/// <summary>Traces of the read side: a batch is an activity that links to what caused its events.</summary>
public static class ProjectionDiagnostics
{
    public const string SourceName = "CommandProcessor.Projections";

    private static readonly ActivitySource Source = new(SourceName);

    internal static Activity? Start(string projection, IEnumerable<string?> traceParents)
    {
        if (!Source.HasListeners()) return null;
        var links = traceParents.Distinct()
            .Select(traceParent => ActivityContext.TryParse(traceParent, null, isRemote: true, out var context) ? context : default)
            .Where(context => context != default)
            .Select(context => new ActivityLink(context));
        return Source.StartActivity(ActivityKind.Consumer, links: links, name: "project " + projection);
    }
}
