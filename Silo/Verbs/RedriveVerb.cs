using CommandProcessor.Grains.Interfaces.Projections;
using Spectre.Console;

namespace CommandProcessor.Silo.Verbs;

/// <summary>Tries parked read models again: all, those of a view, or one.</summary>
internal sealed class RedriveVerb(IGrainFactory grains)
{
    private const int RoundCountMax = 100;

    /// <returns>0 if nothing is parked any more of what was asked for, else 1.</returns>
    public async Task<int> RunAsync(string? view, string? key, IAnsiConsole console, CancellationToken cancellationToken)
    {
        var admin = grains.GetGrain<IProjectionAdminGrain>(0);
        if (view is not null && key is not null)
            return await admin.RedriveAsync(view, key, cancellationToken) is { } parked ? Tell(console, [parked], redriven: 0) : Tell(console, [], redriven: 1);

        var (redriven, still) = (0, new List<ParkedReadModel>());
        foreach (var name in view is null ? await admin.ListProjectionsAsync(cancellationToken) : [view])
        {
            for (string? after = null; ;)
            {
                var report = await admin.RedriveAllAsync(name, after, RoundCountMax, cancellationToken);
                redriven += report.Redriven;
                still.AddRange(report.StillParked);
                if (report.Next is null) break;
                after = report.Next;
            }
        }

        return Tell(console, still, redriven);
    }

    private static int Tell(IAnsiConsole console, List<ParkedReadModel> still, int redriven)
    {
        foreach (var parked in still) console.MarkupLineInterpolated($"[red]parked[/]  {parked.Projection} {parked.Key}: {parked.EventType} at {parked.Partition}@{parked.Position}: {parked.Error}");
        console.MarkupLineInterpolated($"{redriven} read models flow again, {still.Count} wait still.");
        return still.Count == 0 ? 0 : 1;
    }
}
