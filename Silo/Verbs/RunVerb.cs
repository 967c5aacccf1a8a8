using CommandProcessor.Silo.Hosting;
using Microsoft.Extensions.Logging;

namespace CommandProcessor.Silo.Verbs;

/// <summary>A silo until Ctrl-C.</summary>
internal static class RunVerb
{
    public static async Task<int> RunAsync(IReadOnlyDictionary<string, string?> settings, CancellationToken cancellationToken)
    {
        var configuration = SiloConfiguration.Load(settings);
        var options = SiloConfiguration.Read(configuration);
        await using var silo = await SiloHost.StartAsync(options, configuration, logLevel: null, cancellationToken);
        Console.WriteLine($"Silo is running, {Where(options)}. Ctrl-C stops it.");
        if (options.Dashboard.Enabled) Console.WriteLine($"Dashboard: {silo.Address}");
        Console.WriteLine($"Health:    {new Uri(silo.Address, "health")}");
        await silo.WaitForShutdownAsync(cancellationToken);
        return 0;
    }

    private static string Where(SiloOptions options) => options.IsServed
        ? $"journal on PostgreSQL, {(options.Kafka.BootstrapServers.Length > 0 ? "Kafka at " + options.Kafka.BootstrapServers : "embedded broker")}"
        : $"embedded, data in {Path.GetFullPath(options.Data)}";
}
