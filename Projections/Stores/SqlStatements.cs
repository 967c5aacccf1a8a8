using System.Collections.Frozen;
using System.Reflection;

namespace CommandProcessor.Projections.Stores;

/// <summary>The statements of one dialect: an embedded .sql file in blocks, each headed by "-- name: ItsName".</summary>
internal sealed class SqlStatements
{
    private const string Heading = "-- name: ";
    private readonly FrozenDictionary<string, string> _byName;
    private readonly string _source;

    private SqlStatements(string source, FrozenDictionary<string, string> byName)
    {
        _source = source;
        _byName = byName;
    }

    public string this[string name] => _byName.TryGetValue(name, out var text)
        ? text
        : throw new InvalidOperationException($"{_source} has no statement named {name}.");

    public IReadOnlyCollection<string> Names => _byName.Keys;

    public static SqlStatements Load(string dialect)
    {
        var source = $"Stores/Statements/{dialect}.sql";
        var blocks = ReadResource(source).Split(Heading, StringSplitOptions.RemoveEmptyEntries);
        return new(source, blocks.Select(Parse).ToFrozenDictionary(StringComparer.Ordinal));
    }

    /// <summary>The numbered scripts of a dialect, the first brings an empty database to version 1.</summary>
    public static IReadOnlyList<string> Scripts(string dialect) =>
        [.. Assembly.GetExecutingAssembly().GetManifestResourceNames()
            .Where(name => name.StartsWith($"Stores/Schema/{dialect}/", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(ReadResource)];

    private static KeyValuePair<string, string> Parse(string block)
    {
        var end = block.IndexOf('\n', StringComparison.Ordinal);
        return KeyValuePair.Create(block[..end].Trim(), block[(end + 1)..].Trim());
    }

    private static string ReadResource(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The resource {name} is not embedded.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
