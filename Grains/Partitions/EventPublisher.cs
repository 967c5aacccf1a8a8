using System.Runtime.ExceptionServices;
using System.Threading.Channels;
using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Journal;
using Microsoft.Extensions.Logging;

namespace CommandProcessor.Grains.Partitions;

/// <summary>
/// Brings the events of one partition to the road in order, several batches overlapping, and moves the watermark as they are acknowledged. When
/// the road fails it goes back to the watermark and tries for ever; commands do not wait for it.
/// </summary>
internal sealed partial class EventPublisher(
    int partition, PublishWindow window, IEventRoad road, IJournal journal, PartitionOptions options, WriteInstruments instruments,
    TimeProvider time, ILogger logger) : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private Task _running = Task.CompletedTask;
    private Action? _acknowledged;
    private int _isSaveScheduled;

    /// <summary>Why the road does not take events now; null if it does.</summary>
    public string? Failure { get; private set; }

    /// <param name="acknowledged">Called a while after the watermark has moved, so that it can be stored.</param>
    public void Start(Action acknowledged)
    {
        _acknowledged = acknowledged;
        _running = Task.Factory.StartNew(RunAsync, CancellationToken.None, TaskCreationOptions.None, TaskScheduler.Default).Unwrap();
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
    }

    private async Task RunAsync()
    {
        var delayMs = options.PublishRetryDelayMs;
        while (!_stop.IsCancellationRequested)
        {
            var before = window.Published;
            try
            {
                await FlowAsync();
            }
            catch (OperationCanceledException) when (_stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                // Whatever holds up the road, the events are safe in the journal: wait, go back to the watermark, try again.
                if (Failure is null) LogRoadFailed(exception, partition, window.Published);
                Failure = exception.Message;
                instruments.PublishFailures.Add(1);
            }

            window.Rewind();
            delayMs = window.Published > before ? options.PublishRetryDelayMs : Math.Min(2 * delayMs, options.PublishRetryDelayMaxMs);
            await PauseAsync(delayMs);
        }
    }

    /// <summary>Sends until something fails.</summary>
    private async Task FlowAsync()
    {
        using var broken = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
        var flights = Channel.CreateBounded<Flight>(
            new BoundedChannelOptions(options.PublishInFlightBatchCountMax) { SingleReader = true, SingleWriter = true });
        var acknowledging = AcknowledgeAsync(flights.Reader, broken);
        try
        {
            await SendAsync(flights.Writer, broken.Token);
        }
        catch (OperationCanceledException) when (broken.IsCancellationRequested && !_stop.IsCancellationRequested)
        {
            // The acknowledging side knows what broke, and throws it.
        }
        finally
        {
            flights.Writer.Complete();
            await acknowledging;
        }
    }

    private async Task SendAsync(ChannelWriter<Flight> flights, CancellationToken cancellationToken)
    {
        while (true)
        {
            await window.WaitAsync(cancellationToken);
            IReadOnlyList<RecordedEvent> batch = window.Take(options.PublishBatchEventCountMax);
            if (batch.Count == 0) batch = await ReadBackAsync(cancellationToken);
            if (batch.Count == 0) continue;

            await flights.WaitToWriteAsync(cancellationToken);
            await flights.WriteAsync(new(road.PublishAsync(batch, cancellationToken), batch.Count, batch[^1].Position), cancellationToken);
        }
    }

    /// <summary>Up to the head of this claim: what stands behind it was committed by a newer one, which publishes it.</summary>
    private async Task<IReadOnlyList<RecordedEvent>> ReadBackAsync(CancellationToken cancellationToken)
    {
        var count = (int)Math.Min(window.Head - window.Next + 1, options.PublishBatchEventCountMax);
        var events = await journal.ReadPartitionAsync(partition, window.Next, count, cancellationToken);
        if (events.Count > 0) window.Sending(events);
        return events;
    }

    /// <summary>
    /// Waits for every flight in order, also after one has failed: nothing is sent again while anything is under way. At the end it waits no longer:
    /// a road that does not answer would keep the partition from being claimed anew, and what it takes twice is noticed.
    /// </summary>
    private async Task AcknowledgeAsync(ChannelReader<Flight> flights, CancellationTokenSource broken)
    {
        Exception? failure = null;
        while (await flights.WaitToReadAsync(CancellationToken.None))
        {
            // It leaves the channel only when it has landed, so that the channel's bound is that of the flights under way.
            if (!flights.TryPeek(out var flight)) continue;
            try
            {
                await flight.Landed.WaitAsync(_stop.Token);
                if (failure is null) Acknowledge(flight);
            }
            catch (Exception exception)
            {
                failure ??= exception;
                await broken.CancelAsync();
            }

            flights.TryRead(out _);
        }

        if (failure is not null) ExceptionDispatchInfo.Throw(failure);
    }

    private void Acknowledge(Flight flight)
    {
        window.Acknowledge(flight.LastPosition);
        instruments.Published.Add(flight.EventCount);
        if (Failure is not null)
        {
            Failure = null;
            LogRoadRestored(partition, window.Head - window.Published);
        }

        if (Interlocked.Exchange(ref _isSaveScheduled, 1) == 0) _ = SaveLaterAsync();
    }

    private async Task SaveLaterAsync()
    {
        await PauseAsync(options.PublishedSaveDelayMs);
        Volatile.Write(ref _isSaveScheduled, 0);
        _acknowledged?.Invoke();
    }

    private async Task PauseAsync(int delayMs)
    {
        try
        {
            await Task.Delay(TimeSpan.FromMilliseconds(delayMs), time, _stop.Token);
        }
        catch (OperationCanceledException)
        {
            // Stopping ends every pause.
        }
    }

    private readonly record struct Flight(Task Landed, int EventCount, long LastPosition);

    [LoggerMessage(1111, LogLevel.Warning, "The road does not take events of partition {Partition} after position {Published}; trying again.")]
    private partial void LogRoadFailed(Exception exception, int partition, long published);

    [LoggerMessage(1112, LogLevel.Information, "The road takes events of partition {Partition} again; {Behind} are behind.")]
    private partial void LogRoadRestored(int partition, long behind);
}
