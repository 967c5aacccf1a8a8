using System.Text.Json;
using CommandProcessor.Grains.Interfaces.Events;
using Microsoft.Extensions.Logging;
using Orleans.Storage;

namespace CommandProcessor.Grains.Aggregates.Snapshots;

/// <summary>The snapshots of one aggregate. Whatever fails here is logged and made good by the journal.</summary>
internal sealed partial class SnapshotFile<TState>(IGrainStorage? storage, AggregateId aggregate, WriteInstruments instruments, ILogger logger)
    where TState : class
{
    // The kind and a slash stand before the key, so that no key is taken for the number or UUID that it looks like.
    private readonly GrainId _id = GrainId.Create(aggregate.Kind, aggregate.Value);
    private GrainState<StoredSnapshot> _stored = new(new StoredSnapshot());

    /// <summary>Version of the newest snapshot that is known to be written.</summary>
    public long NewestVersion { get; private set; }

    /// <summary>The newest snapshot, or null if there is none that can be read.</summary>
    public async Task<AggregateSnapshot<TState>?> ReadAsync(CancellationToken cancellationToken)
    {
        if (storage is null) return null;
        try
        {
            cancellationToken.ThrowIfCancellationRequested();
            await RefreshAsync();
            if (!_stored.RecordExists || _stored.State is not { } state) return null;
            var snapshot = state.Snapshot.Deserialize<AggregateSnapshot<TState>>(SnapshotSerializer.Options);
            NewestVersion = snapshot?.Version ?? 0;
            return snapshot;
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            LogNotRead(logger, exception, aggregate);
            instruments.SnapshotFailures.Add(1);
            return null;
        }
    }

    /// <summary>Writes in the background. Never fails; the snapshot is serialized before it returns to the caller's turn.</summary>
    public async Task WriteAsync(AggregateSnapshot<TState> snapshot)
    {
        // Also after a failure: the next try comes with the next snapshot that is due.
        NewestVersion = snapshot.Version;
        if (storage is null) return;
        try
        {
            _stored.State = new() { Snapshot = JsonSerializer.SerializeToElement(snapshot, SnapshotSerializer.Options) };
            await storage.WriteStateAsync(aggregate.Kind, _id, _stored);
        }
        catch (InconsistentStateException exception)
        {
            // Another activation wrote one, or an older one was never read: learn its tag for the next time.
            LogNotWritten(logger, exception, aggregate);
            await ReadAsync(CancellationToken.None);
        }
        catch (Exception exception)
        {
            LogNotWritten(logger, exception, aggregate);
            instruments.SnapshotFailures.Add(1);
        }
    }

    private async Task RefreshAsync()
    {
        var fresh = new GrainState<StoredSnapshot>(new StoredSnapshot());
        await storage!.ReadStateAsync(aggregate.Kind, _id, fresh); // Callers have looked for the storage.
        _stored = fresh;
    }

    [LoggerMessage(1011, LogLevel.Warning, "The snapshot of {Aggregate} cannot be read; its events are read instead.")]
    private static partial void LogNotRead(ILogger logger, Exception exception, AggregateId aggregate);

    [LoggerMessage(1012, LogLevel.Warning, "A snapshot of {Aggregate} cannot be written.")]
    private static partial void LogNotWritten(ILogger logger, Exception exception, AggregateId aggregate);
}
