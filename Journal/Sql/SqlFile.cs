using System.Collections.Frozen;
using System.Reflection;

namespace CommandProcessor.Journal.Sql;

/// <summary>The statements of an embedded .sql file in blocks, each of which begins with "-- name: x".</summary>
public sealed class SqlFile
{
    private const string NameMark = "-- name: ";
    private readonly string _resource;
    private readonly FrozenDictionary<string, string> _blocks;

    private SqlFile(string resource, string[][] blocks)
    {
        _resource = resource;
        Names = [.. blocks.Select(block => block[0].Trim())];
        _blocks = blocks.ToFrozenDictionary(block => block[0].Trim(), block => block[1].Trim(), StringComparer.Ordinal);
    }

    /// <exception cref="InvalidOperationException">The file has no such statement.</exception>
    public string this[string name] => _blocks.TryGetValue(name, out var text)
        ? text
        : throw new InvalidOperationException($"The file {_resource} has no statement named {name}.");

    /// <summary>In the order of the file.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <exception cref="InvalidOperationException">The assembly has no such file.</exception>
    public static SqlFile Load(Assembly assembly, string resource) =>
        new(resource, [.. ReadText(assembly, resource).Split(NameMark).Skip(1).Select(block => block.Split('\n', 2))]);

    /// <summary>The whole of an embedded file, for a script that is run as it stands.</summary>
    /// <exception cref="InvalidOperationException">The assembly has no such file.</exception>
    public static string ReadText(Assembly assembly, string resource)
    {
        using var stream = assembly.GetManifestResourceStream(resource)
            ?? throw new InvalidOperationException($"The file {resource} is not part of {assembly.GetName().Name}.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
