namespace CommandProcessor.Grains.Reactors.Stores;

/// <summary>The statements of the embedded .sql file. A block begins with "-- name: x".</summary>
internal sealed class ReactorStatements
{
    private const string NameMark = "-- name: ";
    private readonly Dictionary<string, string> _blocks = Read();

    public string this[string name] => _blocks[name];

    private static Dictionary<string, string> Read()
    {
        var name = $"{typeof(ReactorStatements).Namespace}.Sql.Reactors.sql";
        using var stream = typeof(ReactorStatements).Assembly.GetManifestResourceStream(name) ?? throw new InvalidOperationException($"There is no resource {name}.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().Split(NameMark).Skip(1).Select(block => block.Split('\n', 2)).ToDictionary(parts => parts[0].Trim(), parts => parts[1].Trim());
    }
}
