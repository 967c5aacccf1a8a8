using Microsoft.Extensions.Options;

namespace CommandProcessor.Client.Sending;

/// <summary>Looks for a first silo again and again, up to <see cref="CommandProcessorClientOptions.ConnectTimeout"/>.</summary>
internal sealed class ConnectionRetryFilter(IOptions<CommandProcessorClientOptions> options, TimeProvider time) : IClientConnectionRetryFilter
{
    private readonly long _started = time.GetTimestamp();

    public async Task<bool> ShouldRetryConnectionAttempt(Exception exception, CancellationToken cancellationToken)
    {
        if (time.GetElapsedTime(_started) + options.Value.RetryDelayMax > options.Value.ConnectTimeout) return false;
        await Task.Delay(options.Value.RetryDelayMax, time, cancellationToken);
        return true;
    }
}
