using CommandProcessor.Grains.Interfaces.Projections;
using Spectre.Console;

namespace CommandProcessor.Silo.Verbs;

/// <summary>Rebuilding is done by the silos; where everything is embedded and nothing runs, by a silo for the time of the verb.</summary>
internal static class RebuildHost
{
    /// <exception cref="FormatException">There is no view of that name.</exception>
    public static async Task<int> RunAsync(
        IReadOnlyDictionary<string, string?> settings, string view, RebuildAction action, IAnsiConsole console, CancellationToken cancellationToken)
    {
        await using var cluster = await ClusterAccess.OpenAsync(settings, cancellationToken);
        var views = await cluster.Grains.GetGrain<IProjectionAdminGrain>(0).ListProjectionsAsync(cancellationToken);
        if (!views.Contains(view)) throw new FormatException($"There is no view '{view}'; there are {string.Join(", ", views)}.");
        var verb = new RebuildVerb(cluster.Grains, TimeProvider.System, console);
        return action switch
        {
            RebuildAction.Drop => await verb.DropAsync(view, cancellationToken),
            RebuildAction.List => await verb.ListAsync(view, cancellationToken),
            _ => await verb.BuildAsync(view, isBack: action == RebuildAction.Back, cancellationToken),
        };
    }
}

/// <summary>What <c>rebuild</c> is asked to do.</summary>
internal enum RebuildAction
{
    Build,
    Back,
    Drop,
    List,
}
