using System.Collections.Immutable;
using CommandProcessor.Grains.Interfaces.Commands;
using CommandProcessor.Grains.Interfaces.Placement;
using CommandProcessor.Journal;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Concurrency;

namespace CommandProcessor.Grains.Partitions;

/// <summary>
/// Claims its partition, and runs the committer and the publisher of that claim as long as it lasts. Reentrant, because it only passes on: the
/// order of appends is the committer's.
/// </summary>
[KeepAlive, Reentrant, PartitionPlacement(SiloRole.Write)]
internal sealed partial class PartitionGrain(
    IJournal journal, IEventRoad road, LocalPartitions local, PreferredSilos preferred, ILocalSiloDetails silo, WriteInstruments instruments,
    IOptions<PartitionOptions> options, TimeProvider time, ILogger<PartitionGrain> logger)
    : Grain, IPartitionGrain, IAsyncDisposable
{
    private readonly PartitionOptions _options = options.Value;
    private readonly Relocation _relocation = new(preferred, SiloRole.Write, silo.SiloAddress);
    private PartitionCommitter? _committer;
    private EventPublisher? _publisher;

    private int Partition => (int)this.GetPrimaryKeyLong();

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        journal.Partitioning.Require(this.GetPrimaryKeyLong());
        var writer = await ClaimAsync(cancellationToken);
        var window = _options.PublishingEnabled ? new PublishWindow(writer.Published, writer.Head, _options.PublishBufferEventCountMax) : null;
        _committer = new(writer, window, local.TailOf(Partition), _options, instruments, time, logger, local.Remove);
        _committer.Start();
        if (window is not null)
        {
            _publisher = new(Partition, window, road, journal, _options, instruments, time, logger);
            _publisher.Start(_committer.SavePublished);
        }

        local.Add(_committer);
        if (_committer.Completion.IsCompleted) local.Remove(_committer);
        _ = LeaveWithClaimAsync(_committer);
        LogClaimed(Partition, writer.Epoch, writer.Head, writer.Published);
    }

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        if (_committer is null) return;

        local.Remove(_committer);
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(_options.DrainTimeoutMs);
        await _committer.StopAsync(deadline.Token);
    }

    public async ValueTask DisposeAsync()
    {
        if (_publisher is not null) await _publisher.DisposeAsync();
        _committer?.Dispose();
    }

    public Task<AppendReply> AppendAsync(ImmutableArray<AppendRequest> requests, CancellationToken cancellationToken) =>
        Running().AppendAsync(requests);

    public Task<long> EnsureAsync(CancellationToken cancellationToken) => Task.FromResult(Running().Epoch);

    public Task<PartitionHealth> PingAsync(CancellationToken cancellationToken)
    {
        var committer = Running();
        if (_options.RebalanceEnabled && _relocation.IsDue(Partition)) MigrateOnIdle();
        return Task.FromResult(new PartitionHealth(
            Partition, silo.SiloAddress, committer.Epoch, committer.Head, committer.Published, committer.QueuedCount, _publisher?.Failure));
    }

    private async Task<IPartitionWriter> ClaimAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await journal.ClaimAsync(Partition, silo.SiloAddress.ToParsableString(), cancellationToken);
        }
        catch (JournalException exception)
        {
            LogNotClaimed(exception, Partition);
            throw new CommandRetryException($"Partition {Partition} cannot be claimed: {exception.Message}");
        }
    }

    private PartitionCommitter Running()
    {
        if (_committer is { Completion.IsCompleted: false } committer) return committer;

        DeactivateOnIdle();
        throw new CommandRetryException($"Partition {Partition} is changing hands.");
    }

    private async Task LeaveWithClaimAsync(PartitionCommitter committer)
    {
        await committer.Completion;
        DeactivateOnIdle();
    }

    [LoggerMessage(1121, LogLevel.Information, "Partition {Partition} claimed: epoch {Epoch}, head {Head}, published {Published}.")]
    private partial void LogClaimed(int partition, long epoch, long head, long published);

    [LoggerMessage(1122, LogLevel.Error, "Partition {Partition} cannot be claimed.")]
    private partial void LogNotClaimed(Exception exception, int partition);
}
