using Orleans.Hosting;

namespace Orleans.Streams.Kafka;

/// <summary>Registers Kafka stream providers on silos and cluster clients.</summary>
public static class KafkaStreamHostingExtensions
{
    /// <summary>Adds a provider that publishes and, unless told otherwise, delivers. Implicit subscriptions only, unless <paramref name="configure"/> says more.</summary>
    public static ISiloBuilder AddKafkaStreams(
        this ISiloBuilder builder,
        string name,
        Action<KafkaStreamOptions> configureOptions,
        Action<KafkaStreamConfigurator>? configure = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(configureOptions);
        builder.AddPersistentStreams(name, KafkaAdapterFactory.Create, KafkaStreamServices.UseBalancer);
        return builder.ConfigureServices(services => KafkaStreamServices.Add(services, name, configureOptions, configure, isSilo: true));
    }

    /// <summary>Adds a provider to a cluster client: it publishes, and its consumers are served by the silos.</summary>
    public static IClientBuilder AddKafkaStreams(
        this IClientBuilder builder,
        string name,
        Action<KafkaStreamOptions> configureOptions,
        Action<KafkaStreamConfigurator>? configure = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(configureOptions);
        builder.AddPersistentStreams(name, KafkaAdapterFactory.Create, configureStream: null);
        return builder.ConfigureServices(services => KafkaStreamServices.Add(services, name, configureOptions, configure, isSilo: false));
    }
}
