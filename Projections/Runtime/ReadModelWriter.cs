using System.Diagnostics;
using System.Threading.Channels;
using CommandProcessor.Projections.Stores;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CommandProcessor.Projections.Runtime;

/// <summary>
/// Saves the read models of a silo in groups: what arrives while a group is being saved rides in the next one. No timer stands in the way
/// of a single one.
/// </summary>
public sealed partial class ReadModelWriter : IAsyncDisposable
{
    /// <summary>After so many failures in a row of a group taken apart it is the database, not a row.</summary>
    private const int SingleFailuresMax = 3;

    private readonly IReadModelStore _store;
    private readonly ProjectionInstruments _instruments;
    private readonly TimeProvider _time;
    private readonly ILogger<ReadModelWriter> _logger;
    private readonly int _groupMax;
    private readonly long _lengthMax;
    private readonly int _queueMax;
    private readonly Channel<Waiting> _queue;
    private readonly Task[] _loops;

    public ReadModelWriter(
        IReadModelStore store,
        IOptions<ProjectionOptions> options,
        ProjectionInstruments instruments,
        TimeProvider time,
        ILogger<ReadModelWriter> logger)
    {
        _store = store;
        _instruments = instruments;
        _time = time;
        _logger = logger;
        _groupMax = options.Value.SaveGroupMax;
        _lengthMax = options.Value.SaveGroupLengthMax;
        _queueMax = options.Value.SaveQueueMax;
        _queue = Channel.CreateBounded<Waiting>(_queueMax);
        _loops = [.. Enumerable.Range(0, options.Value.SaveWriterCount).Select(_ => Task.Run(WriteAsync))];
    }

    /// <summary>True when the change is saved, false if it was turned away because a newer row stands there.</summary>
    /// <exception cref="ReadModelException">It could not be saved; the same change may be given again.</exception>
    public Task<bool> SaveAsync(ReadModelChange change, CancellationToken cancellationToken)
    {
        var waiting = new Waiting(change);
        return _queue.Writer.TryWrite(waiting) ? waiting.Done.Task.WaitAsync(cancellationToken) : throw Full(change);
    }

    /// <summary>Saves what is queued, then ends.</summary>
    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        await Task.WhenAll(_loops);
    }

    private async Task WriteAsync()
    {
        var group = new Dictionary<ReadModelAddress, Waiting>();
        Waiting? left = null;
        while (left is not null || await _queue.Reader.WaitToReadAsync())
        {
            left = Collect(group, left);
            await SaveGroupAsync([.. group.Values.OrderBy(waiting => waiting.Change.Address.Key.Value, StringComparer.Ordinal)]);
            group.Clear();
        }
    }

    /// <summary>
    /// Fills the group. Returns a change for the next one: it is too long, or another activation's of the same read model is in this one.
    /// </summary>
    private Waiting? Collect(Dictionary<ReadModelAddress, Waiting> group, Waiting? left)
    {
        if (left is not null) group.Add(left.Change.Address, left);
        var length = left?.Length ?? 0;
        while (group.Count < _groupMax && _queue.Reader.TryRead(out var next))
        {
            length += next.Length;
            if ((length > _lengthMax && group.Count > 0) || !group.TryAdd(next.Change.Address, next)) return next;
        }

        return null;
    }

    private async Task SaveGroupAsync(Waiting[] group)
    {
        if (group.Length == 0) return; // The other loop was faster.
        try
        {
            await SaveTogetherAsync(group);
        }
        catch (Exception exception) // Everyone who waits is told; a loop that died would hold all of them for ever.
        {
            _instruments.SaveFailed();
            LogSaveFailed(exception, group.Length);
            if (group.Length > 1 && exception is ReadModelException { IsTransient: false }) await SaveSinglyAsync(group, exception);
            else Fail(group, exception);
        }
    }

    private async Task SaveTogetherAsync(Waiting[] group)
    {
        var started = _time.GetTimestamp();
        var rejected = await _store.SaveAsync([.. group.Select(waiting => waiting.Change)], CancellationToken.None);
        _instruments.Saved(group.Length, group.Sum(waiting => 1 + waiting.Change.Items.Count), _time.GetElapsedTime(started));
        foreach (var waiting in group) waiting.Done.TrySetResult(!rejected.Contains(waiting.Change.Address));
    }

    /// <summary>One row that the database refuses must not hold up the others.</summary>
    private async Task SaveSinglyAsync(Waiting[] group, Exception reason)
    {
        var failures = 0;
        foreach (var waiting in group)
        {
            if (failures == SingleFailuresMax)
            {
                Fail([waiting], reason);
                continue;
            }

            try
            {
                await SaveTogetherAsync([waiting]);
                failures = 0;
            }
            catch (ReadModelException exception)
            {
                failures++;
                Fail([waiting], exception);
            }
        }
    }

    private ReadModelException Full(ReadModelChange change) =>
        new($"ProjectionOptions.SaveQueueMax {_queueMax} read models wait to be saved; {change.Address} has to come again.", isTransient: true);

    private static void Fail(IEnumerable<Waiting> group, Exception exception)
    {
        foreach (var waiting in group) waiting.Done.TrySetException(exception);
    }

    [LoggerMessage(EventId = 3001, Level = LogLevel.Warning, Message = "{Count} read models could not be saved")]
    private partial void LogSaveFailed(Exception exception, int count);

    [DebuggerDisplay("{Change.Address}@{Change.Position}")]
    private sealed class Waiting(ReadModelChange change)
    {
        public ReadModelChange Change { get; } = change;

        public long Length { get; } = change.Body.Length + change.Items.Sum(item => (long)item.Body.Length);

        public TaskCompletionSource<bool> Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
