using System.CommandLine;

namespace CommandProcessor.Silo.Hosting;

/// <summary>The options that every verb takes, and what they set.</summary>
internal sealed class CommandLineSettings
{
    private readonly Option<string?> _data = new("--data") { Description = "Folder of the embedded databases (default: data)", HelpName = "DIR", Recursive = true };
    private readonly Option<string?> _postgres = new("--postgres")
    {
        Description = "PostgreSQL for journal, read models, snapshots and cluster, such as Host=…;Database=…;Username=…", HelpName = "CONNECTION", Recursive = true,
    };

    private readonly Option<string?> _kafka = new("--kafka") { Description = "Kafka's bootstrap servers, host:port, comma separated", HelpName = "SERVERS", Recursive = true };
    private readonly Option<string[]> _set = new("--set")
    {
        Description = "Any setting, such as --set PartitionCount=32 or --set Kafka:Topic=orders; may be given several times",
        HelpName = "NAME=VALUE", Recursive = true, AllowMultipleArgumentsPerToken = false,
    };

    public CommandLineSettings(Command root)
    {
        root.Options.Add(_data);
        root.Options.Add(_postgres);
        root.Options.Add(_kafka);
        root.Options.Add(_set);
        _set.Validators.Add(result =>
        {
            foreach (var token in result.Tokens.Where(token => token.Value.IndexOf('=', StringComparison.Ordinal) <= 0))
                result.AddError($"--set {token.Value}: expected NAME=VALUE.");
        });
    }

    public Dictionary<string, string?> Read(ParseResult parsed)
    {
        var settings = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        if (parsed.GetValue(_data) is { } data) Set("Data", data);
        if (parsed.GetValue(_kafka) is { } kafka) Set("Kafka:BootstrapServers", kafka);
        if (parsed.GetValue(_postgres) is { } postgres)
        {
            Set("Journal:ConnectionStrings:0", postgres);
            Set("ReadModels:ConnectionString", postgres);
            Set("Snapshots:ConnectionString", postgres);
            if (parsed.GetValue(_kafka) is not null) Set("Cluster:ConnectionString", postgres);
        }

        foreach (var pair in parsed.GetValue(_set) ?? [])
        {
            var equals = pair.IndexOf('=', StringComparison.Ordinal);
            Set(pair[..equals], pair[(equals + 1)..]);
        }

        return settings;

        void Set(string name, string value) => settings[$"{SiloOptions.Section}:{name}"] = value;
    }
}
