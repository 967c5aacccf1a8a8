using System.Collections;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Net;
using System.Reflection;
using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Interfaces.Placement;
using CommandProcessor.Projections.Runtime;
using Microsoft.Extensions.Configuration;
using Npgsql;

namespace CommandProcessor.Silo.Hosting;

/// <summary>Reads and checks the options: all mistakes are told at once, and no secret is repeated in a message.</summary>
public static class SiloConfiguration
{
    private static readonly string[] KnownViews =
    [
        .. typeof(ProjectionOptions).Assembly.GetTypes()
            .Select(type => type.GetCustomAttribute<HostedViewAttribute>()?.Name).OfType<string>().Distinct().Order(StringComparer.Ordinal),
    ];

    /// <summary>The program's appsettings.json, then one in the current folder, the environment (CommandProcessor__Kafka__Topic), the command line.</summary>
    /// <exception cref="ConfigurationMistakesException">A file is no JSON.</exception>
    public static IConfigurationRoot Load(IEnumerable<KeyValuePair<string, string?>> commandLine)
    {
        try
        {
            return new ConfigurationBuilder()
                .AddJsonFile(Path.Combine(AppContext.BaseDirectory, "appsettings.json"), optional: true)
                .AddJsonFile(Path.Combine(Environment.CurrentDirectory, "appsettings.json"), optional: true)
                .AddEnvironmentVariables()
                .AddInMemoryCollection(commandLine)
                .Build();
        }
        catch (InvalidDataException exception)
        {
            throw new ConfigurationMistakesException([$"{exception.Message} {exception.InnerException?.Message}"]);
        }
    }

    /// <exception cref="ConfigurationMistakesException">Something is unknown, malformed, out of range or does not go together.</exception>
    public static SiloOptions Read(IConfiguration configuration)
    {
        var options = new SiloOptions();
        var mistakes = new List<string>();
        if (configuration.GetSection(SiloOptions.Section) is { Value: { } text }) mistakes.Add($"{SiloOptions.Section} is '{text}'; a group of settings is expected.");
        Bind(configuration.GetSection(SiloOptions.Section), options, mistakes);
        Check(options, mistakes);
        return mistakes.Count == 0 ? options : throw new ConfigurationMistakesException(mistakes);
    }

    private static void Bind(IConfigurationSection section, object target, List<string> mistakes)
    {
        foreach (var child in section.GetChildren())
        {
            var property = target.GetType().GetProperty(child.Key, BindingFlags.IgnoreCase | BindingFlags.Public | BindingFlags.Instance);
            if (property is null || (!property.CanWrite && !typeof(IEnumerable).IsAssignableFrom(property.PropertyType)))
                mistakes.Add($"{child.Path} is unknown; known here: {KnownIn(target)}.");
            else
                BindProperty(child, target, property, mistakes);
        }
    }

    private static void BindProperty(IConfigurationSection child, object target, PropertyInfo property, List<string> mistakes)
    {
        switch (property.GetValue(target))
        {
            case IDictionary<string, string> dictionary:
                foreach (var entry in child.GetChildren()) dictionary[entry.Key] = entry.Value ?? "";
                break;
            case IList<string> list when child.Value is { } single:
                list.Add(single);
                break;
            case IList<string> list:
                foreach (var entry in child.GetChildren()) list.Add(entry.Value ?? "");
                break;
            case var value when property.PropertyType == typeof(string) || property.PropertyType.IsValueType:
                if (TryConvert(child.Value, property.PropertyType, out var converted)) property.SetValue(target, converted);
                else mistakes.Add($"{child.Path} is '{child.Value}'; expected {Expected(property.PropertyType)} (it is {value} by default).");
                break;
            case { } nested:
                if (child.Value is not null) mistakes.Add($"{child.Path} is a group of settings, not a value; known in it: {KnownIn(nested)}.");
                else Bind(child, nested, mistakes);
                break;
        }
    }

    private static bool TryConvert(string? text, Type type, out object? value)
    {
        value = text;
        if (type == typeof(string)) return text is not null;
        if (type == typeof(bool) && bool.TryParse(text, out var truth)) return (value = truth) is not null;
        if (type == typeof(int) && int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)) return (value = number) is not null;
        if (type == typeof(short) && short.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var small)) return (value = small) is not null;
        return type.IsEnum && text is not null && !text.Any(char.IsDigit) && Enum.TryParse(type, text, ignoreCase: true, out value);
    }

    private static string Expected(Type type) => type switch
    {
        _ when type == typeof(bool) => "true or false",
        { IsEnum: true } => string.Join(" or ", Enum.GetNames(type)),
        _ => "a whole number",
    };

    private static string KnownIn(object target) => string.Join(", ", target.GetType().GetProperties().Where(property => property.Name != nameof(SiloOptions.IsServed)).Select(property => property.Name));

    private static void Check(SiloOptions options, List<string> mistakes)
    {
        if (string.IsNullOrWhiteSpace(options.Data)) mistakes.Add("CommandProcessor:Data is empty; it names the folder of the embedded databases.");
        CheckRange("PartitionCount", options.PartitionCount, 1, Partitioning.PartitionCountMax, mistakes);
        CheckRange("Cluster:SiloPort", options.Cluster.SiloPort, 0, IPEndPoint.MaxPort, mistakes);
        CheckRange("Cluster:GatewayPort", options.Cluster.GatewayPort, 0, IPEndPoint.MaxPort, mistakes);
        CheckRange("Dashboard:Port", options.Dashboard.Port, 0, IPEndPoint.MaxPort, mistakes);
        CheckRange("Journal:PoolSizeMax", options.Journal.PoolSizeMax, 2, 1000, mistakes);
        CheckRange("ReadModels:PoolSizeMax", options.ReadModels.PoolSizeMax, 2, 1000, mistakes);
        CheckRange("Snapshots:PoolSizeMax", options.Snapshots.PoolSizeMax, 2, 1000, mistakes);
        CheckRange("Kafka:ReplicationFactor", options.Kafka.ReplicationFactor, 1, 32, mistakes);
        if (options.Kafka.RetentionHours != -1) CheckRange("Kafka:RetentionHours", options.Kafka.RetentionHours, 1, 24 * 3650, mistakes);
        CheckName("Kafka:Topic", options.Kafka.Topic, mistakes);
        CheckName("Kafka:ConsumerGroup", options.Kafka.ConsumerGroup, mistakes);
        CheckName("Cluster:ClusterId", options.Cluster.ClusterId, mistakes);
        CheckName("Cluster:ServiceId", options.Cluster.ServiceId, mistakes);
        CheckBootstrapServers(options.Kafka.BootstrapServers, mistakes);
        for (var i = 0; i < options.Journal.ConnectionStrings.Count; i++) CheckConnection($"Journal:ConnectionStrings:{i}", options.Journal.ConnectionStrings[i], isRequired: true, mistakes);
        CheckConnection("ReadModels:ConnectionString", options.ReadModels.ConnectionString, isRequired: options.IsServed, mistakes);
        CheckConnection("Snapshots:ConnectionString", options.Snapshots.ConnectionString, isRequired: options.IsServed, mistakes);
        CheckConnection("Cluster:ConnectionString", options.Cluster.ConnectionString, isRequired: false, mistakes);
        CheckTogether(options, mistakes);
        CheckAnnotations("Partitions", options.Partitions, mistakes);
        CheckAnnotations("Aggregates", options.Aggregates, mistakes);
        CheckAnnotations("Reactors", options.Reactors, mistakes);
        CheckAnnotations("Projections", options.Projections, mistakes);
        CheckAnnotations("Fraud", options.Fraud, mistakes);
        CheckAnnotations("Recommendations", options.Recommendations, mistakes);
        CheckAnnotations("Health", options.Health, mistakes);
    }

    private static void CheckAnnotations(string name, object group, List<string> mistakes)
    {
        var results = new List<ValidationResult>();
        Validator.TryValidateObject(group, new(group), results, validateAllProperties: true);
        mistakes.AddRange(results.Select(result => $"{SiloOptions.Section}:{name}: {result.ErrorMessage}"));
    }

    private static void CheckTogether(SiloOptions options, List<string> mistakes)
    {
        if (options.Cluster.ConnectionString.Length > 0 && !options.IsServed)
            mistakes.Add("CommandProcessor:Cluster:ConnectionString is set, but the journal is embedded: a cluster needs CommandProcessor:Journal:ConnectionStrings.");
        if (options.Cluster.ConnectionString.Length > 0 && options.Kafka.BootstrapServers.Length == 0)
            mistakes.Add("CommandProcessor:Cluster:ConnectionString is set, but the broker is embedded: a cluster needs CommandProcessor:Kafka:BootstrapServers.");
        foreach (var view in options.Views.Except(KnownViews, StringComparer.Ordinal))
            mistakes.Add($"CommandProcessor:Views names '{view}'; there are {string.Join(", ", KnownViews)}.");
        if (options.Views.Count > 0 && options.Cluster.ConnectionString.Length == 0)
            mistakes.Add("CommandProcessor:Views names some of the views, but the silo is alone: it needs all, or CommandProcessor:Cluster:ConnectionString.");
        if (options.Roles != SiloRoles.Both && options.Cluster.ConnectionString.Length == 0)
            mistakes.Add($"CommandProcessor:Roles is {options.Roles}, but the silo is alone: it needs both, or CommandProcessor:Cluster:ConnectionString.");
    }

    private static void CheckRange(string name, int value, int min, int max, List<string> mistakes)
    {
        if (value < min || value > max) mistakes.Add($"{SiloOptions.Section}:{name} is {value}; it must be between {min} and {max}.");
    }

    private static void CheckName(string name, string value, List<string> mistakes)
    {
        if (value.Length is 0 or > 150 || !value.All(character => char.IsAsciiLetterOrDigit(character) || character is '.' or '_' or '-'))
            mistakes.Add($"{SiloOptions.Section}:{name} is '{value}'; 1 to 150 letters, digits, '.', '_' or '-' are allowed.");
    }

    private static void CheckBootstrapServers(string servers, List<string> mistakes)
    {
        if (servers.Length == 0) return;
        foreach (var server in servers.Split(','))
        {
            var colon = server.LastIndexOf(':');
            if (colon <= 0 || !int.TryParse(server.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port) || port is 0 or > IPEndPoint.MaxPort)
                mistakes.Add($"{SiloOptions.Section}:Kafka:BootstrapServers holds '{server}'; expected host:port, comma separated.");
        }
    }

    /// <summary>Npgsql's own message may repeat parts of the text, which may hold a password: only its place is told.</summary>
    private static void CheckConnection(string name, string connectionString, bool isRequired, List<string> mistakes)
    {
        if (connectionString.Length == 0)
        {
            if (isRequired) mistakes.Add($"{SiloOptions.Section}:{name} is empty; with the journal on PostgreSQL it must be set.");
            return;
        }

        try
        {
            if (string.IsNullOrEmpty(new NpgsqlConnectionStringBuilder(connectionString).Host))
                mistakes.Add($"{SiloOptions.Section}:{name} names no Host.");
        }
        catch (ArgumentException)
        {
            mistakes.Add($"{SiloOptions.Section}:{name} is no connection string for PostgreSQL; expected Host=…;Database=…;Username=….");
        }
    }
}
