using System.Collections.Frozen;
using System.Globalization;

namespace CommandProcessor.Journal.Sql;

/// <summary>
/// The statements of one dialect, from its embedded .sql files. In them {events} stands for the table of a partition, whose name is made of
/// a number and therefore needs no quoting.
/// </summary>
internal sealed class SqlStatements
{
    public const int SchemaVersion = 2;

    private readonly string _dialect;
    private readonly SqlFile _general;
    private readonly FrozenDictionary<string, string>[] _ofPartition;

    public SqlStatements(string dialect, int partitionCount)
    {
        _dialect = dialect;
        _general = SqlFile.Load(typeof(SqlStatements).Assembly, $"{dialect}/Statements.sql");
        _ofPartition = [.. Enumerable.Range(0, partitionCount).Select(partition =>
            _general.Names.ToFrozenDictionary(name => name, name => Fill(_general[name], partition)))];
    }

    public IReadOnlyList<string> Names => _general.Names;

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

    private static string Read(string name) => SqlFile.ReadText(typeof(SqlStatements).Assembly, name);
}
