using System.Globalization;
using System.Text;
using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Interfaces.Stock;
using CommandProcessor.Journal;
using Spectre.Console;

namespace CommandProcessor.Silo.Verbs;

/// <summary>Shows every event of an aggregate with its command, who asked, when, and the trace.</summary>
internal static class HistoryVerb
{
    private const int PageCountMax = 500;
    private const int BodyLengthMax = 160;

    public static async Task<int> RunAsync(IJournal journal, AggregateId aggregate, IAnsiConsole console, CancellationToken cancellationToken)
    {
        var key = KeyOf(aggregate);
        var table = new Table().Border(TableBorder.Rounded).Title(Markup.Escape(aggregate.Value));
        foreach (var column in (string[])["version", "at", "recorded", "event", "command", "by", "trace", "body"]) table.AddColumn(column);

        long version = 0;
        while (true)
        {
            var page = await journal.ReadAggregateAsync(key, aggregate, version + 1, PageCountMax, cancellationToken);
            foreach (var recorded in page) AddRow(table, recorded);
            if (page.Count < PageCountMax)
            {
                version = page.Count > 0 ? page[^1].Version : version;
                break;
            }

            version = page[^1].Version;
        }

        if (version == 0)
        {
            console.MarkupLineInterpolated($"{aggregate.Value} has no events.");
            return 1;
        }

        console.Write(table);
        return 0;
    }

    /// <summary>An aggregate's key begins with its partition key's name; only stock is ordered by product.</summary>
    internal static PartitionKey KeyOf(AggregateId aggregate)
    {
        var name = aggregate.GrainKey.Split(Identifier.Separator)[0];
        return aggregate.Kind == Sku.Kind ? PartitionKey.Sku(name) : PartitionKey.Customer(name);
    }

    private static void AddRow(Table table, RecordedEvent recorded)
    {
        var body = Encoding.UTF8.GetString(recorded.Body.Span);
        table.AddRow(
            recorded.Version.ToString(CultureInfo.InvariantCulture),
            string.Create(CultureInfo.InvariantCulture, $"{recorded.Partition}@{recorded.Position}"),
            recorded.RecordedAt.ToString("yyyy-MM-dd HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture),
            recorded.SchemaVersion == 1 ? recorded.Type : string.Create(CultureInfo.InvariantCulture, $"{recorded.Type} v{recorded.SchemaVersion}"),
            recorded.Context.CommandId.ToString(),
            Markup.Escape(recorded.Context.Principal),
            recorded.Context.TraceParent ?? "–",
            Markup.Escape(body.Length <= BodyLengthMax ? body : body[..BodyLengthMax] + "…"));
    }
}
