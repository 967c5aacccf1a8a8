using System.Collections.Frozen;
using System.Globalization;

namespace CommandProcessor.Journal.Sql;

/// <summary>
/// The statements of one dialect, from its embedded .sql files. A block begins with "-- name: x"; {events} stands for the table
/// of a partition, whose name is made of a number and therefore needs no quoting.
/// </summary>
internal sealed class SqlStatements
{
    public const int SchemaVersion = 1;

    private const string NameMark = "-- name: ";
    private readonly string _dialect;
    private readonly FrozenDictionary<string, string> _general;
    private readonly FrozenDictionary<string, string>[] _ofPartition;

    public SqlStatements(string dialect, int partitionCount)
    {
        _dialect = dialect;
        _general = Parse(Read($"{dialect}/Statements.sql")).ToFrozenDictionary();
        _ofPartition = [.. Enumerable.Range(0, partitionCount).Select(partition =>
            _general.ToFrozenDictionary(block => block.Key, block => Fill(block.Value, partition)))];
    }

    public IEnumerable<string> Names => _general.Keys;

    public string Get(string name) => _general[name];

    public string Get(string name, int partition) => _ofPartition[partition][name];

    public static string EventTable(int partition) => string.Create(CultureInfo.InvariantCulture, $"journal_event_{partition:0000}");

    /// <summary>Of the migration that leads to a version, the part that is run once.</summary>
    public string Migration(int version) => Read(string.Create(CultureInfo.InvariantCulture, $"{_dialect}/Schema/{version:000}.sql"));

    /// <summary>Of the migration that leads to a version, the part that is run for every partition.</summary>
    public string Migration(int version, int partition) =>
        Fill(Read(string.Create(CultureInfo.InvariantCulture, $"{_dialect}/Schema/{version:000}.partition.sql")), partition);

    private static string Fill(string sql, int partition) => sql
        .Replace("{events}", EventTable(partition), StringComparison.Ordinal)
        .Replace("{columns}", EventRow.Columns, StringComparison.Ordinal)
        .Replace("{partition}", partition.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);

    private static Dictionary<string, string> Parse(string file) =>
        file.Split(NameMark).Skip(1).Select(block => block.Split('\n', 2)).ToDictionary(parts => parts[0].Trim(), parts => parts[1].Trim());

    private static string Read(string name)
    {
        using var stream = typeof(SqlStatements).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The file {name} is not part of the program.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
