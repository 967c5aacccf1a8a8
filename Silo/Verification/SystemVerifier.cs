using System.Globalization;
using CommandProcessor.Journal;
using CommandProcessor.Projections.Runtime;
using CommandProcessor.Silo.Hosting;
using CommandProcessor.Silo.Road;

namespace CommandProcessor.Silo.Verification;

/// <summary>Recomputes everything that can be recomputed from the journal, and compares.</summary>
internal sealed class SystemVerifier(IJournal journal, ProjectionVerifier projections, SiloOptions options)
{
    private const int DifferenceCountMax = 100;

    public async Task<IReadOnlyList<Finding>> VerifyAsync(CancellationToken cancellationToken)
    {
        var findings = new List<Finding> { await VerifyJournalAsync(cancellationToken) };
        foreach (var projection in projections.Projections)
        {
            var report = await projections.VerifyAsync(projection, progress: null, cancellationToken);
            var what = Text($"{report.Keys:N0} read models with {report.Items:N0} items equal a fresh fold of {report.Events:N0} events; {report.Parked} parked");
            findings.Add(new(projection, what, report.DifferenceCount, report.Differences));
        }

        if (options.Kafka.BootstrapServers.Length > 0) findings.Add(await VerifyTopicAsync(cancellationToken));
        return findings;
    }

    private async Task<Finding> VerifyJournalAsync(CancellationToken cancellationToken)
    {
        var verifier = new JournalVerifier(journal);
        var faults = new List<string>();
        var events = 0L;
        for (var partition = 0; partition < journal.Partitioning.PartitionCount; partition++)
        {
            var report = await verifier.VerifyAsync(partition, progress: null, cancellationToken);
            events += report.EventCount;
            faults.AddRange(report.Faults.Select(fault => Text($"partition {partition}, position {fault.Position}: {fault.Description}")));
        }

        var what = Text($"{events:N0} events in {journal.Partitioning.PartitionCount} partitions: positions and versions without gaps, hash chain unbroken");
        return new("journal", what, faults.Count, [.. faults.Take(DifferenceCountMax)]);
    }

    private async Task<Finding> VerifyTopicAsync(CancellationToken cancellationToken)
    {
        var settings = new Dictionary<string, string>(options.Kafka.Librdkafka) { ["bootstrap.servers"] = options.Kafka.BootstrapServers };
        var verifier = new TopicVerifier(journal, settings, options.Kafka.Topic);
        var differences = new List<string>();
        long compared = 0, repeats = 0, foreign = 0;
        for (var partition = 0; partition < journal.Partitioning.PartitionCount; partition++)
        {
            var report = await verifier.VerifyAsync(partition, cancellationToken);
            compared += report.Compared;
            repeats += report.Repeats;
            foreign += report.Foreign;
            differences.AddRange(report.Differences.Select(difference => Text($"partition {partition}: {difference}")));
        }

        var what = Text($"{compared:N0} records equal the journal; {repeats:N0} repeats, {foreign:N0} that are not ours");
        return new("topic " + options.Kafka.Topic, what, differences.Count, [.. differences.Take(DifferenceCountMax)]);
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
