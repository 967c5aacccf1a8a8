using System.Globalization;
using CommandProcessor.Journal;
using CommandProcessor.Journal.Postgres;
using CommandProcessor.Journal.Sqlite;
using Npgsql;

namespace CommandProcessor.Benchmarks.Depth;

/// <summary>
/// Does an append or a load cost more in an old journal than in a young one? Fills one journal to each depth through the front door,
/// then measures all of them in turns, so that whatever else the machine does falls on each alike.
/// </summary>
public static class DepthBenchmark
{
    private const string Usage =
        "depth (--postgres CONNECTION-STRING | --sqlite FOLDER) [--depths 0,1000000,10000000] [--seconds 5] [--rounds 5] [--customers 20000] [--group 30]";

    public static async Task RunAsync(string[] args)
    {
        var options = Parse(args);
        var depths = options.GetValueOrDefault("depths", "0,1000000,10000000").Split(',').Select(Number).ToList();
        var duration = TimeSpan.FromSeconds(Number(options.GetValueOrDefault("seconds", "5")));
        var rounds = Number(options.GetValueOrDefault("rounds", "5"));
        var customerCount = (int)Number(options.GetValueOrDefault("customers", "20000"));
        var groupCount = (int)Number(options.GetValueOrDefault("group", "30"));

        var depthsAtWork = new List<DepthResult>();
        foreach (var depth in depths)
        {
            var journal = await OpenAsync(options, depth);
            var shop = new Shop(journal, customerCount);
            await shop.ClaimAsync();
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"filling to {depth:n0} events"));
            await shop.FillAsync(depth);
            depthsAtWork.Add(new(journal, shop));
        }

        for (var round = 0; round < rounds; round++)
        {
            foreach (var depth in depthsAtWork) depth.Appends.Add(await depth.Shop.AppendAsync(groupCount, duration));
            foreach (var depth in depthsAtWork) depth.Loads.Add(await depth.Shop.LoadAsync(duration));
        }

        Print(depthsAtWork);
        foreach (var depth in depthsAtWork) await depth.Journal.DisposeAsync();
    }

    private static void Print(List<DepthResult> results)
    {
        Console.WriteLine($"{"events",12} {"appended/s",12} {"ratio",6} {"p50 ms",7} {"p99 ms",7} | {"loads/s",9} {"ratio",6} {"p50 ms",7} {"p99 ms",7}");
        var first = results[0];
        foreach (var result in results)
        {
            var (appends, loads) = (Measured.Middle(result.Appends), Measured.Middle(result.Loads));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{result.Shop.EventCount,12:n0} {appends.PerSecond,12:n0} {appends.PerSecond / Measured.Middle(first.Appends).PerSecond,6:n2} {appends.P50Ms,7:n1} {appends.P99Ms,7:n1} | {loads.PerSecond,9:n0} {loads.PerSecond / Measured.Middle(first.Loads).PerSecond,6:n2} {loads.P50Ms,7:n1} {loads.P99Ms,7:n1}"));
        }
    }

    /// <summary>A journal of its own for each depth: a schema of the database, or a file of the folder, that must not be there yet.</summary>
    private static async Task<SqlJournal> OpenAsync(Dictionary<string, string> options, long depth)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"depth_{depth}");
        SqlJournal journal;
        if (options.TryGetValue("postgres", out var connectionString))
        {
            await using var connection = new NpgsqlConnection(connectionString);
            await connection.OpenAsync();
            await using var command = new NpgsqlCommand($"CREATE SCHEMA {name}", connection);
            await command.ExecuteNonQueryAsync();
            var ofSchema = new NpgsqlConnectionStringBuilder(connectionString) { SearchPath = name }.ConnectionString;
            journal = new PostgresJournal(new PostgresJournalOptions { ConnectionStrings = [ofSchema] }, TimeProvider.System);
        }
        else
        {
            var folder = options.GetValueOrDefault("sqlite") ?? throw new ArgumentException(Usage);
            journal = new SqliteJournal(new() { ConnectionString = $"Data Source={Path.Combine(folder, name)}.db" }, TimeProvider.System);
        }

        await journal.InitializeAsync(CancellationToken.None);
        return journal;
    }

    private static Dictionary<string, string> Parse(string[] args)
    {
        string[] known = ["--postgres", "--sqlite", "--depths", "--seconds", "--rounds", "--customers", "--group"];
        if (args.Length % 2 != 0 || args.Where((_, i) => i % 2 == 0).Any(name => !known.Contains(name))) throw new ArgumentException(Usage);
        return args.Chunk(2).ToDictionary(pair => pair[0][2..], pair => pair[1]);
    }

    private static long Number(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : throw new ArgumentException($"'{text}' is no number. {Usage}");
}
