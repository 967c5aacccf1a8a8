using Microsoft.Extensions.DependencyInjection;
using Orleans.Configuration;

namespace Orleans.Streams.Kafka;

/// <summary>Chooses the parts of one provider. What is not chosen has the default that the port's documentation names.</summary>
public sealed class KafkaStreamConfigurator
{
    internal KafkaStreamConfigurator(string name, IServiceCollection services)
    {
        Name = name;
        Services = services;
    }

    public string Name { get; }

    internal bool RefusesMissingObservers { get; private set; } = true;

    internal bool BoundsHandshakes { get; private set; } = true;

    public IServiceCollection Services { get; }

    public KafkaStreamConfigurator UseDataAdapter(Func<IServiceProvider, IKafkaDataAdapter> create)
    {
        Services.AddKeyedSingleton(Name, (services, _) => create(services));
        return this;
    }

    public KafkaStreamConfigurator UseBackfillSource(Func<IServiceProvider, IBackfillSource> create)
    {
        Services.AddKeyedSingleton(Name, (services, _) => create(services));
        return this;
    }

    public KafkaStreamConfigurator UseCheckpointStore(Func<IServiceProvider, ICheckpointStore> create)
    {
        Services.AddKeyedSingleton(Name, (services, _) => create(services));
        return this;
    }

    /// <summary>
    /// Orleans' default keeps explicit subscriptions in grains and asks one of them for every cold stream. Use
    /// <see cref="StreamPubSubType.ImplicitOnly"/> unless consumers subscribe explicitly.
    /// </summary>
    public KafkaStreamConfigurator UsePubSub(StreamPubSubType pubSubType)
    {
        Services.Configure<StreamPubSubOptions>(Name, options => options.PubSubType = pubSubType);
        return this;
    }

    /// <summary>
    /// Orleans says that an event was delivered when its grain has attached no observer, and loses it. This provider refuses such a
    /// delivery and tries again, which takes a filter on the silo's grain calls. Here one does without both.
    /// </summary>
    public KafkaStreamConfigurator LoseEventsWithoutObserver()
    {
        RefusesMissingObservers = false;
        return this;
    }

    /// <summary>
    /// Orleans reads nothing from a partition while a consumer of a cold stream does not say where it begins. This provider waits for
    /// <see cref="KafkaStreamOptions.HandshakeTimeoutMs"/>, which takes a filter on the silo's outgoing calls, about 0.3 µs each. Here it
    /// does without: one grain that hangs may stop its partition for twice <see cref="KafkaStreamOptions.DeliveryRoundMs"/>.
    /// </summary>
    public KafkaStreamConfigurator WaitForEveryHandshake()
    {
        BoundsHandshakes = false;
        return this;
    }
}
