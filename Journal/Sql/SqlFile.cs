using System.Collections.Frozen;
using System.Reflection;

namespace CommandProcessor.Journal.Sql;

/// <summary>The statements of embedded .sql files in blocks, each of which begins with "-- name: x".</summary>
public sealed class SqlFile
{
    private const string NameMark = "-- name: ";
    private readonly string _resources;
    private readonly FrozenDictionary<string, string> _blocks;

    private SqlFile(string resources, string[][] blocks)
    {
        _resources = resources;
        Names = [.. blocks.Select(block => block[0].Trim())];
        _blocks = blocks.ToFrozenDictionary(block => block[0].Trim(), block => block[1].Trim(), StringComparer.Ordinal);
    }

    /// <exception cref="InvalidOperationException">The files have no such statement.</exception>
    public string this[string name] => _blocks.TryGetValue(name, out var text)
        ? text
        : throw new InvalidOperationException($"The file {_resources} has no statement named {name}.");

    /// <summary>In the order of the files.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <param name="resources">The files: such as one of statements that all dialects understand, and one of a dialect's own. A name stands in one of them.</param>
    /// <exception cref="InvalidOperationException">The assembly has no such file.</exception>
    public static SqlFile Load(Assembly assembly, params string[] resources) => new(
        string.Join(" or ", resources),
        [.. resources.SelectMany(resource => ReadText(assembly, resource).Split(NameMark).Skip(1)).Select(block => block.Split('\n', 2))]);

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
