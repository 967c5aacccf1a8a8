using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;

namespace Orleans.Streams.Kafka;

/// <summary>What Orleans asks for: adapter, caches, mapper, failure handler, all of one provider.</summary>
internal sealed class KafkaAdapterFactory(KafkaProvider provider) : IQueueAdapterFactory, IQueueAdapterCache
{
    private readonly ConcurrentDictionary<int, PartitionCache> _caches = new();
    private readonly KafkaQueueMapper _mapper = new(provider.Options.Topic, provider.Options.PartitionCount);

    public static IQueueAdapterFactory Create(IServiceProvider services, string name) =>
        new KafkaAdapterFactory(services.GetRequiredKeyedService<KafkaProvider>(name));

    public Task<IQueueAdapter> CreateAdapter() => CreateAdapter(CancellationToken.None);

    public async Task<IQueueAdapter> CreateAdapter(CancellationToken cancellationToken)
    {
        await provider.Topics.StartAsync(cancellationToken);
        return new KafkaQueueAdapter(provider, queueId => new PartitionReceiver(provider, _caches[KafkaQueueMapper.PartitionOf(queueId)]));
    }

    public IQueueAdapterCache GetQueueAdapterCache() => this;

    /// <summary>Every agent begins with a cache of its own; the receiver that it creates next feeds it.</summary>
    public IQueueCache CreateQueueCache(QueueId queueId)
    {
        var partition = KafkaQueueMapper.PartitionOf(queueId);
        return _caches[partition] = new PartitionCache(partition, provider.Options, provider.Past, provider.Instruments, provider.Time);
    }

    public IStreamQueueMapper GetStreamQueueMapper() => _mapper;

    public Task<IStreamFailureHandler> GetDeliveryFailureHandler(QueueId queueId) =>
        Task.FromResult<IStreamFailureHandler>(new KafkaFailureHandler(provider.LoggerOf("Delivery")));
}
