using Orleans.Internal;
using Orleans.Runtime.Providers;

namespace Orleans.Streams.Kafka;

/// <summary>Doubles from the least to the greatest wait, with a quarter of jitter, so that many streams do not knock at once.</summary>
internal sealed class DeliveryBackoff(KafkaStreamOptions options) : IMessageDeliveryBackoffProvider, IQueueReaderBackoffProvider
{
    public TimeSpan Next(int attempt)
    {
        var wait = Math.Min((double)options.BackoffMaxMs, options.BackoffMinMs * Math.Pow(2, Math.Clamp(attempt, 0, 30)));
        return TimeSpan.FromMilliseconds(wait * (0.875 + (Random.Shared.NextDouble() / 4)));
    }
}
