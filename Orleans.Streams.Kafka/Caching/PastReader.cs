using System.Diagnostics.CodeAnalysis;

namespace Orleans.Streams.Kafka;

/// <summary>
/// Reads one stream's past for one cursor, a chunk ahead of its deliveries. Started and continued on the agent's scheduler.
/// </summary>
/// <param name="isPast">False when the cache is still answerable for these records, and only their memory was needed.</param>
internal sealed class PastReader(
    PartitionCache cache, IPastSource source, StreamLog log, long fromToken, long toToken, long fromOffset, bool isPast) : IDisposable
{
    private readonly Queue<PastEvent> _loaded = [];
    private readonly CancellationTokenSource _cancellation = new();
    private long _nextToken = fromToken;
    private long _nextOffset = fromOffset;
    private bool _isLoading;

    public long ToToken { get; } = toToken;

    public bool IsComplete => _nextToken > ToToken && _loaded.Count == 0 && !_isLoading;

    public bool TryTake(BatchLimits limits, long? exactToken, [NotNullWhen(true)] out KafkaBatch? batch, out long lastToken)
    {
        batch = null;
        lastToken = 0;
        if (!_loaded.TryPeek(out var first)) return false;

        var builder = new BatchBuilder(log.StreamId, limits, first.RequestContext, isPast);
        while (_loaded.TryPeek(out var next) && builder.Fits(next.Bytes, next.RequestContext))
        {
            builder.Add(next.Token, next.Event, next.Bytes);
            lastToken = next.Token;
            _loaded.Dequeue();
            if (next.Token == exactToken) break;
        }

        batch = builder.Build();
        return true;
    }

    /// <summary>Starts to load the next chunk, unless that is under way. The agent is told when it is there.</summary>
    public void Load()
    {
        if (_isLoading || _nextToken > ToToken || _cancellation.IsCancellationRequested) return;
        _isLoading = true;
        _ = LoadAsync(_cancellation.Token);
    }

    public void Dispose()
    {
        _cancellation.Cancel();
        _cancellation.Dispose();
    }

    private async Task LoadAsync(CancellationToken cancellationToken)
    {
        try
        {
            var chunk = await source.ReadAsync(cache.Partition, log.StreamId, _nextToken, ToToken, _nextOffset, cancellationToken);
            foreach (var item in chunk.Events) _loaded.Enqueue(item);
            _nextToken = chunk.NextToken;
            _nextOffset = chunk.NextOffset;
            cache.PastWasRead(chunk.Events.Count);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return;
        }
        catch (Exception exception)
        {
            // The cursor asks again when the stream is offered again, which the back-off of the cache delays.
            await cache.PastReadFailedAsync(log.StreamId, exception, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        }
        finally
        {
            _isLoading = false;
        }

        cache.Offer(log);
    }
}
