using System.Text.Json;
using CommandProcessor.Grains.Interfaces.Reactors;
using CommandProcessor.Grains.Partitions;
using CommandProcessor.Grains.Reactors;
using CommandProcessor.Projections.Partitions;
using CommandProcessor.Silo.Monitoring;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Orleans.Runtime;
using Orleans.Streams.Kafka;

namespace CommandProcessor.Silo.Hosting;

/// <summary>Says what is behind and why: partitions without a writer, events that the road does not take, read models that wait.</summary>
internal sealed class SiloHealthCheck(
    PartitionSupervisor partitions,
    IEnumerable<ReactorSupervisor> reactors,
    LagMeter meter,
    ProgressWatch watch,
    HealthOptions options,
    TimeProvider time,
    IKafkaStreamMonitor road,
    IEnumerable<ILifecycleParticipant<ISiloLifecycle>> participants) : IHealthCheck
{
    /// <summary>Null in a silo that does not read.</summary>
    private readonly PartitionViewSupervisor? _views = participants.OfType<PartitionViewSupervisor>().SingleOrDefault();

    private static readonly JsonSerializerOptions Indented = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <summary>Writes the report as JSON.</summary>
    public static HealthCheckOptions Answer { get; } = new()
    {
        ResponseWriter = (context, report) => context.Response.WriteAsJsonAsync(
            new { status = report.Status.ToString(), silo = report.Entries["silo"].Description, details = report.Entries["silo"].Data }, Indented),
    };

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var health = partitions.Health;
        var received = road.GetPartitions();
        IReadOnlyList<ReactorHealth?> processes = reactors.FirstOrDefault()?.Health ?? []; // A silo that only reads has none.
        var report = await meter.MeasureAsync(cancellationToken);
        var lags = report.Partitions;
        var parked = report.Views.Sum(view => view.Parked);
        var stalled = watch.FindStalled(report.Views.SelectMany(view => view.Partitions), TimeSpan.FromSeconds(options.StalledSeconds));
        var problems = Problems(health, received, parked).Concat(Problems(processes)).Concat(Problems(stalled)).Concat(Faults()).ToList();
        var data = new Dictionary<string, object>
        {
            ["partitionsWithoutWriter"] = health.Count(partition => partition is null),
            ["unpublishedEvents"] = health.Sum(partition => partition?.Behind() ?? 0),
            ["queuedHandovers"] = health.Sum(partition => partition?.QueuedCount ?? 0),
            ["partitionsRead"] = received.Select(partition => partition.Partition).Distinct().Count(),
            ["undeliveredEvents"] = received.Sum(partition => (long)partition.Undelivered),
            ["oldestUndeliveredSeconds"] = received.Select(partition => partition.OldestUndelivered.TotalSeconds).DefaultIfEmpty().Max(),
            ["unreadEvents"] = lags.Sum(lag => lag.Unread),
            ["oldestUnreadSeconds"] = SecondsSince(lags.Min(lag => lag.UnreadSince)),
            ["oldestUnpublishedSeconds"] = SecondsSince(lags.Min(lag => lag.UnpublishedSince)),
            ["views"] = report.Views.ToDictionary(view => view.Model.Projection, view => ToData(view, stalled)),
            ["lostEvents"] = received.Sum(partition => partition.Lost),
            ["deadLetters"] = received.Sum(partition => partition.DeadLettered),
            ["parkedReadModels"] = parked,
            ["partitionsWithoutReactors"] = processes.Count(partition => partition is null),
            ["reactionsUnderWay"] = processes.Sum(partition => (long)(partition?.UnderWayCount ?? 0)),
            ["parkedProcesses"] = processes.Sum(partition => (long)(partition?.ParkedCount ?? 0)),
        };
        return problems.Count == 0
            ? HealthCheckResult.Healthy("All is well.", data)
            : new(stalled.Count > 0 ? HealthStatus.Unhealthy : HealthStatus.Degraded, string.Join(" ", problems), data: data);
    }

    private double SecondsSince(DateTimeOffset? moment) => moment is { } since ? Math.Max(0, (time.GetUtcNow() - since).TotalSeconds) : 0;

    private Dictionary<string, object> ToData(ViewLag view, IReadOnlyList<ViewPartitionLag> stalled) => new()
    {
        ["version"] = view.Model.Version,
        ["behind"] = view.Unread,
        ["oldestSeconds"] = SecondsSince(view.UnreadSince),
        ["parked"] = view.Parked,
        ["stalledPartitions"] = stalled.Where(lag => lag.View == view.Model.Projection).Select(lag => lag.Partition).ToArray(),
    };

    private IEnumerable<string> Problems(IReadOnlyList<ViewPartitionLag> stalled) => stalled.GroupBy(lag => lag.View).Select(view =>
        $"{view.Key} makes no progress in partitions {string.Join(", ", view.Select(lag => lag.Partition))}, for {options.StalledSeconds} s or longer; {view.Sum(lag => lag.Unread)} events wait, "
        + $"the oldest for {SecondsSince(view.Min(lag => lag.UnreadSince)):0} s.");

    private IEnumerable<string> Faults() => (_views?.Faults ?? []).Select(fault => $"{fault.View} of partition {fault.Partition}: {fault.Fault}");

    private static IEnumerable<string> Problems(IReadOnlyList<ReactorHealth?> processes)
    {
        if (processes.Count(partition => partition is null) is > 0 and var silent) yield return $"The reactors of {silent} partitions do not answer.";
        if (processes.Sum(partition => partition?.ParkedCount ?? 0) is > 0 and var parked) yield return $"{parked} processes wait at an event that cannot be reacted to.";
    }

    private IEnumerable<string> Problems(IReadOnlyList<PartitionHealth?> health, IReadOnlyList<KafkaPartitionStatus> received, long parked)
    {
        if (health.Count(partition => partition is null) is > 0 and var silent) yield return $"{silent} partitions do not answer.";
        if (health.FirstOrDefault(partition => partition?.RoadFailure is not null) is { } failing)
            yield return $"The road does not take events: {failing.RoadFailure} {health.Sum(partition => partition?.Behind() ?? 0)} events wait in the journal.";
        if (road.Problem is { } problem) yield return $"Kafka: {problem}";
        if (received.FirstOrDefault(partition => partition.Problem is not null) is { } troubled) yield return $"Partition {troubled.Partition}: {troubled.Problem}";
        if (received.Any(partition => partition.OldestUndelivered.TotalSeconds > options.UndeliveredSecondsMax))
            yield return $"Events wait for delivery for more than {options.UndeliveredSecondsMax} s.";
        if (received.Sum(partition => partition.Lost) is > 0 and var lost) yield return $"{lost} events were neither in Kafka nor in the journal.";
        if (parked > 0) yield return $"{parked} read models wait at an event that they cannot apply.";
    }
}
