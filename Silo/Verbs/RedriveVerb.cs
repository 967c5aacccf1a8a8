using CommandProcessor.Grains.Interfaces.Projections;
using CommandProcessor.Grains.Interfaces.Reactors;
using Spectre.Console;

namespace CommandProcessor.Silo.Verbs;

/// <summary>Tries parked read models and processes again: all, those of a view or of a reactor, or one.</summary>
internal sealed class RedriveVerb(IGrainFactory grains, IAnsiConsole console)
{
    private const int RoundCountMax = 100;

    private readonly IProjectionAdminGrain _views = grains.GetGrain<IProjectionAdminGrain>(0);
    private readonly IReactorAdminGrain _reactors = grains.GetGrain<IReactorAdminGrain>(0);

    /// <returns>0 if nothing is parked any more of what was asked for, else 1.</returns>
    /// <exception cref="FormatException">There is neither a view nor a reactor of that name.</exception>
    public async Task<int> RunAsync(string? name, string? key, CancellationToken cancellationToken)
    {
        var (views, reactors) = (await _views.ListProjectionsAsync(cancellationToken), await _reactors.ListReactorsAsync(cancellationToken));
        if (name is not null && !views.Contains(name) && !reactors.Contains(name))
            throw new FormatException($"There is neither a view nor a reactor '{name}'; there are {string.Join(", ", [.. views, .. reactors])}.");

        var (models, processes) = (new Outcome(), new Outcome());
        foreach (var view in views.Where(view => name is null || view == name)) models += await RedriveViewAsync(view, key, cancellationToken);
        if (name is null || reactors.Contains(name)) processes += await RedriveProcessesAsync(name, key, cancellationToken);
        console.MarkupLineInterpolated($"{models.Redriven} read models and {processes.Redriven} processes flow again, {models.Waiting + processes.Waiting} wait still.");
        return models.Waiting + processes.Waiting == 0 ? 0 : 1;
    }

    private async Task<Outcome> RedriveViewAsync(string view, string? key, CancellationToken cancellationToken)
    {
        if (key is not null)
        {
            if (await _views.RedriveAsync(view, key, cancellationToken) is not { } parked) return new(Redriven: 1, Waiting: 0);
            Tell(parked);
            return new(Redriven: 0, Waiting: 1);
        }

        var outcome = new Outcome();
        for (string? after = null; ;)
        {
            var report = await _views.RedriveAllAsync(view, after, RoundCountMax, cancellationToken);
            foreach (var parked in report.StillParked) Tell(parked);
            outcome += new Outcome(report.Redriven, report.StillParked.Length);
            if (report.Next is null) return outcome;
            after = report.Next;
        }
    }

    private async Task<Outcome> RedriveProcessesAsync(string? reactor, string? process, CancellationToken cancellationToken)
    {
        var outcome = new Outcome();
        for (int? partition = 0; partition is { } at;)
        {
            var redrive = await _reactors.RedriveAsync(reactor, process, at, cancellationToken);
            foreach (var parked in redrive.StillParked) Tell(parked);
            outcome += new Outcome(redrive.Redriven, redrive.StillParked.Length);
            partition = redrive.Next;
        }

        return outcome;
    }

    private void Tell(ParkedReadModel parked) => Tell(parked.Projection, parked.Key, parked.EventType, $"{parked.Partition}@{parked.Position}", parked.Error);

    private void Tell(ParkedReaction parked) => Tell(parked.Reactor, parked.Process, parked.EventType, $"{parked.Partition}@{parked.Position}", parked.Error);

    private void Tell(string of, string key, string eventType, string at, string error) =>
        console.MarkupLineInterpolated($"[red]parked[/]  {of} {key}: {eventType} at {at}: {error}");

    private readonly record struct Outcome(int Redriven, int Waiting)
    {
        public static Outcome operator +(Outcome one, Outcome other) => new(one.Redriven + other.Redriven, one.Waiting + other.Waiting);
    }
}
