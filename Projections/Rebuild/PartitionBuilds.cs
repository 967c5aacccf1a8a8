using Microsoft.Extensions.Logging;

namespace CommandProcessor.Projections.Rebuild;

/// <summary>The builds of a view in all partitions, wherever they are.</summary>
internal sealed partial class PartitionBuilds(IGrainFactory grains, ViewFold view, int partitionCount, ILogger logger)
{
    /// <summary>Asks them all, and starts those that do not run; what does not answer is asked again with the next round.</summary>
    public async Task<BuildRound> AskAsync(int version, CancellationToken cancellationToken) =>
        BuildRound.Of(await Task.WhenAll(Enumerable.Range(0, partitionCount).Select(partition => AskAsync(partition, version, cancellationToken))));

    /// <summary>Stops them all. Those that are not reached end when nobody asks for them.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        try
        {
            await Task.WhenAll(Enumerable.Range(0, partitionCount).Select(partition => Of(partition).StopAsync(cancellationToken)));
        }
        catch (Exception exception)
        {
            LogNotStopped(exception, view);
        }
    }

    private async Task<PartitionBuildStanding?> AskAsync(int partition, int version, CancellationToken cancellationToken)
    {
        try
        {
            return await Of(partition).StandAsync(version, cancellationToken);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            LogNoAnswer(exception, view, partition);
            return null;
        }
    }

    private IPartitionBuildGrain Of(int partition) => grains.GetGrain<IPartitionBuildGrain>(partition, view.ToString());

    [LoggerMessage(EventId = 3802, Level = LogLevel.Warning, Message = "Building {View} does not answer for partition {Partition}")]
    private partial void LogNoAnswer(Exception exception, ViewFold view, int partition);

    [LoggerMessage(EventId = 3803, Level = LogLevel.Warning, Message = "Building {View} could not be stopped everywhere")]
    private partial void LogNotStopped(Exception exception, ViewFold view);
}
