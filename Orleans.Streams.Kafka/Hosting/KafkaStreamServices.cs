using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Hosting;
using Orleans.Metadata;
using Orleans.Runtime.Providers;
using Orleans.Serialization;

namespace Orleans.Streams.Kafka;

internal static class KafkaStreamServices
{
    /// <summary>The agent asks again this long after a pull that brought nothing. Pulls wait for data, so this is no poll interval.</summary>
    private static readonly TimeSpan AskAgain = TimeSpan.FromMilliseconds(1);

    public static void Add(
        IServiceCollection services, string name, Action<KafkaStreamOptions> configureOptions, Action<KafkaStreamConfigurator>? configure, bool isSilo)
    {
        services.AddOptions<KafkaStreamOptions>(name).Configure(configureOptions).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<KafkaStreamOptions>, KafkaStreamAnnotationsValidator>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<KafkaStreamOptions>, KafkaStreamCrossValidator>());
        services.AddMetrics();
        services.TryAddSingleton<HeldCheckpoints>();
        services.Configure<StreamPubSubOptions>(name, options => options.PubSubType = StreamPubSubType.ImplicitOnly);

        var configurator = new KafkaStreamConfigurator(name, services);
        configure?.Invoke(configurator);
        services.TryAddKeyedSingleton<IKafkaDataAdapter>(name, (provider, _) => new OrleansDataAdapter(provider.GetRequiredService<Serializer>()));
        services.AddKeyedSingleton(name, (provider, _) => new KafkaProvider(provider, name));
        services.AddKeyedSingleton<IKafkaStreamPublisher>(name, (provider, _) => provider.GetRequiredKeyedService<KafkaProvider>(name).Publisher);
        services.AddKeyedSingleton<IKafkaStreamMonitor>(name, (provider, _) => provider.GetRequiredKeyedService<KafkaProvider>(name));
        if (isSilo) AddSilo(services, name, configurator);
        else AddClient(services, name);
    }

    public static void UseBalancer(ISiloPersistentStreamConfigurator streams) => streams.ConfigurePartitionBalancing((services, name) =>
        ActivatorUtilities.CreateInstance<KafkaQueueBalancer>(services, services.GetRequiredKeyedService<KafkaProvider>(name)));

    private static void AddSilo(IServiceCollection services, string name, KafkaStreamConfigurator configurator)
    {
        if (configurator.RefusesMissingObservers) services.TryAddEnumerable(ServiceDescriptor.Singleton<IIncomingGrainCallFilter, MissingObserverFilter>());
        AddHeldCheckpoints(services);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IOutgoingGrainCallFilter, DeliveryFilter>());
        services.AddSingleton<IGrainPropertiesProvider>(provider => new ConsumingMark(name, () => OptionsOf(provider, name).Consume));
        if (configurator.BoundsHandshakes) AddHandshakeLimit(services, name);
        services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>>(provider => provider.GetRequiredKeyedService<KafkaProvider>(name));
        services.AddKeyedSingleton<IMessageDeliveryBackoffProvider>(name, (provider, _) => new DeliveryBackoff(OptionsOf(provider, name)));
        services.AddKeyedSingleton<IQueueReaderBackoffProvider>(name, (provider, _) => new DeliveryBackoff(OptionsOf(provider, name)));
        services.AddOptions<StreamPullingAgentOptions>(name).Configure<IServiceProvider>((agent, provider) =>
        {
            var options = OptionsOf(provider, name);
            agent.GetQueueMsgsTimerPeriod = AskAgain;

            // The cursor makes the batches: only so does it know what has been delivered.
            agent.BatchContainerBatchSize = 1;
            agent.MaxEventDeliveryTime = TimeSpan.FromMilliseconds(options.DeliveryRoundMs);
            agent.InitQueueTimeout = TimeSpan.FromMilliseconds(options.CloseTimeoutMs);
        });
    }

    /// <summary>One service a silo, however many providers it has.</summary>
    private static void AddHeldCheckpoints(IServiceCollection services)
    {
        if (services.Any(service => service.ServiceType == typeof(HeldCheckpointsMark))) return;
        services.AddSingleton<HeldCheckpointsMark>();
        services.AddGrainService<HeldCheckpointsService>();
    }

    private sealed class HeldCheckpointsMark;

    private static void AddHandshakeLimit(IServiceCollection services, string name)
    {
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IOutgoingGrainCallFilter, HandshakeFilter>());
        services.AddSingleton(provider => new HandshakeLimit(
            name, TimeSpan.FromMilliseconds(OptionsOf(provider, name).HandshakeTimeoutMs), provider.GetService<TimeProvider>() ?? TimeProvider.System));
    }

    private static void AddClient(IServiceCollection services, string name) =>
        services.AddSingleton<ILifecycleParticipant<IClusterClientLifecycle>>(provider => provider.GetRequiredKeyedService<KafkaProvider>(name));

    private static KafkaStreamOptions OptionsOf(IServiceProvider provider, string name) =>
        provider.GetRequiredService<IOptionsMonitor<KafkaStreamOptions>>().Get(name);
}
