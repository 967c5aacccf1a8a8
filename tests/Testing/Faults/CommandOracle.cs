using System.Collections.Concurrent;
using CommandProcessor.Grains.Interfaces.Commands;
using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Journal;

namespace CommandProcessor.Testing.Faults;

/// <summary>
/// Remembers what was sent and what was answered, and compares it with the journal: every acknowledged command is there once,
/// every refused one is not, order and versions hold.
/// </summary>
public sealed class CommandOracle
{
    private const int PageSize = 1_000;
    private readonly ConcurrentDictionary<CommandId, Sent> _sent = new();
    private long _clock;

    public int SentCount => _sent.Count;

    public int AnsweredCount => _sent.Values.Count(sent => sent.Outcome is not null);

    /// <summary>Notes a command before it is sent for the first time.</summary>
    /// <param name="mustHaveEvents">False if it may be satisfied already when it is accepted.</param>
    public void Sending(AggregateId aggregate, CommandId id, bool mustHaveEvents) =>
        _sent.TryAdd(id, new(aggregate, mustHaveEvents, Interlocked.Increment(ref _clock)));

    /// <summary>
    /// Notes an answer; every answer to one id must be the same. A refusal alone leaves nothing in the journal: one that is forgotten may be decided anew, but
    /// not after the command was carried out.
    /// </summary>
    /// <returns>What is wrong with it, or null.</returns>
    public string? Answered(CommandId id, CommandOutcome outcome)
    {
        var sent = _sent[id];
        lock (sent)
        {
            if (sent.Outcome == outcome) return null;
            if (sent.Outcome is { } before)
            {
                if (!IsDecidedAnew(before, outcome)) return $"Command {id} was answered {before} and then {outcome}.";
                if (before is CommandOutcome.Accepted) return null;
            }

            sent.Outcome = outcome;
            sent.AnsweredAt = Interlocked.Increment(ref _clock);
            return null;
        }
    }

    /// <summary>Which of two answers was decided first, their versions tell.</summary>
    private static bool IsDecidedAnew(CommandOutcome one, CommandOutcome other) => (one, other) switch
    {
        (CommandOutcome.Refused, CommandOutcome.Refused) => true,
        (CommandOutcome.Refused refused, CommandOutcome.Accepted accepted) => refused.Version < accepted.Version,
        (CommandOutcome.Accepted accepted, CommandOutcome.Refused refused) => refused.Version < accepted.Version,
        _ => false,
    };

    /// <summary>Reads the whole journal and says everything that is wrong.</summary>
    public async Task<IReadOnlyList<string>> FindMistakesAsync(IJournal journal, CancellationToken cancellationToken)
    {
        var mistakes = new List<string>();
        var byCommand = new Dictionary<CommandId, List<RecordedEvent>>();
        var versions = new Dictionary<AggregateId, long>();
        var newestOfKey = new Dictionary<PartitionKey, long>();
        for (var partition = 0; partition < journal.Partitioning.PartitionCount; partition++)
        {
            foreach (var recorded in await ReadAllAsync(journal, partition, cancellationToken))
            {
                CheckOrder(recorded, versions, newestOfKey, mistakes);
                if (!byCommand.TryGetValue(recorded.Context.CommandId, out var events)) byCommand.Add(recorded.Context.CommandId, events = []);
                events.Add(recorded);
            }
        }

        foreach (var (id, sent) in _sent) CheckCommand(id, sent, byCommand.GetValueOrDefault(id, []), mistakes);
        foreach (var id in byCommand.Keys.Where(id => !_sent.ContainsKey(id))) mistakes.Add($"Command {id} is in the journal and was never sent.");
        CheckRealTimeOrder(mistakes);
        return mistakes;
    }

    /// <summary>Says what is wrong with what a partition published: every event once or more, never one before an earlier one was sent.</summary>
    public static async Task<IReadOnlyList<string>> FindPublishingMistakesAsync(IJournal journal, PublishedLog road, CancellationToken cancellationToken)
    {
        var mistakes = new List<string>();
        for (var partition = 0; partition < journal.Partitioning.PartitionCount; partition++)
        {
            var newest = 0L;
            foreach (var recorded in road.Of(partition))
            {
                if (recorded.Position > newest + 1) mistakes.Add($"Partition {partition}: position {recorded.Position} was published after {newest}.");
                newest = Math.Max(newest, recorded.Position);
            }

            var state = await journal.GetStateAsync(partition, cancellationToken);
            if (newest != state.Head) mistakes.Add($"Partition {partition}: published up to {newest}, the head is {state.Head}.");
            if (state.Published > newest) mistakes.Add($"Partition {partition}: the watermark {state.Published} is above what was published, {newest}.");
        }

        return mistakes;
    }

    private static async Task<List<RecordedEvent>> ReadAllAsync(IJournal journal, int partition, CancellationToken cancellationToken)
    {
        var all = new List<RecordedEvent>();
        while (true)
        {
            var page = await journal.ReadPartitionAsync(partition, all.Count + 1, PageSize, cancellationToken);
            all.AddRange(page);
            if (page.Count < PageSize) return all;
        }
    }

    private static void CheckOrder(
        RecordedEvent recorded, Dictionary<AggregateId, long> versions, Dictionary<PartitionKey, long> newestOfKey, List<string> mistakes)
    {
        var version = versions.GetValueOrDefault(recorded.Aggregate) + 1;
        if (recorded.Version != version) mistakes.Add($"{recorded.Aggregate}: version {recorded.Version} stands where {version} belongs.");
        versions[recorded.Aggregate] = recorded.Version;

        var previous = newestOfKey.GetValueOrDefault(recorded.Key);
        if (recorded.Previous != previous) mistakes.Add($"{recorded.Key}: {recorded.Position} names {recorded.Previous} as previous; it is {previous}.");
        newestOfKey[recorded.Key] = recorded.Position;
    }

    private static void CheckCommand(CommandId id, Sent sent, List<RecordedEvent> events, List<string> mistakes)
    {
        if (events.Exists(recorded => recorded.Aggregate != sent.Aggregate)) mistakes.Add($"Command {id} is in an aggregate it was not sent to.");
        for (var index = 1; index < events.Count; index++)
        {
            if (events[index].Version != events[index - 1].Version + 1) mistakes.Add($"Command {id} of {sent.Aggregate} is in the journal twice.");
        }

        switch (sent.Outcome)
        {
            case CommandOutcome.Refused when events.Count > 0:
                mistakes.Add($"Command {id} of {sent.Aggregate} was refused and is in the journal.");
                break;
            case CommandOutcome.Accepted accepted when sent.MustHaveEvents && events.Count == 0:
                mistakes.Add($"Command {id} of {sent.Aggregate} was acknowledged at version {accepted.Version} and is not in the journal.");
                break;
            case CommandOutcome.Accepted accepted when events.Count > 0 && (events[^1].Version != accepted.Version || events[^1].Position != accepted.Position.Position):
                mistakes.Add($"Command {id} of {sent.Aggregate} was acknowledged at {accepted.Version}, {accepted.Position} and stands at {events[^1].Version}, {events[^1].Position}.");
                break;
        }
    }

    /// <summary>A command sent after another was answered comes after it.</summary>
    private void CheckRealTimeOrder(List<string> mistakes)
    {
        foreach (var aggregate in _sent.Values.Where(sent => sent.Outcome is not null).GroupBy(sent => sent.Aggregate))
        {
            var newestAnswered = 0L;
            var byTime = aggregate.Select(sent => (Time: sent.SentAt, sent, IsAnswer: false))
                .Concat(aggregate.Select(sent => (Time: sent.AnsweredAt, sent, IsAnswer: true))).OrderBy(moment => moment.Time);
            foreach (var (_, sent, isAnswer) in byTime)
            {
                if (isAnswer) newestAnswered = Math.Max(newestAnswered, sent.Outcome!.Version); // Only answered ones are here.
                else sent.NotBelow = newestAnswered;
            }

            mistakes.AddRange(aggregate.Where(sent => sent.Outcome!.Version < sent.NotBelow)
                .Select(sent => $"{aggregate.Key}: an answer at version {sent.Outcome!.Version} follows one at {sent.NotBelow}."));
        }
    }

    private sealed class Sent(AggregateId aggregate, bool mustHaveEvents, long sentAt)
    {
        public AggregateId Aggregate { get; } = aggregate;

        public long SentAt { get; } = sentAt;

        public long AnsweredAt { get; set; }

        public long NotBelow { get; set; }

        public bool MustHaveEvents { get; } = mustHaveEvents;

        public CommandOutcome? Outcome { get; set; }
    }
}
