using System.Globalization;
using CommandProcessor.Journal;
using CommandProcessor.Journal.Postgres;
using CommandProcessor.Journal.Sqlite;

namespace CommandProcessor.Benchmarks.Depth;

/// <summary>
/// Does an append or a load cost more in an old journal than in a young one? Writes through the front door up to each depth, then
/// measures appends by one writer a partition and loads of aggregates of any age.
/// </summary>
public static class DepthBenchmark
{
    private const string Usage =
        "depth (--postgres CONNECTION-STRING | --sqlite FILE) [--depths 0,1000000,10000000] [--seconds 20] [--customers 20000] [--group 30]; the database must be empty";

    public static async Task RunAsync(string[] args)
    {
        var options = Parse(args);
        var depths = options.GetValueOrDefault("depths", "0,1000000,10000000").Split(',').Select(Number).ToList();
        var duration = TimeSpan.FromSeconds(Number(options.GetValueOrDefault("seconds", "20")));
        var customerCount = (int)Number(options.GetValueOrDefault("customers", "20000"));
        var groupCount = (int)Number(options.GetValueOrDefault("group", "30"));

        await using var journal = Open(options);
        await journal.InitializeAsync(CancellationToken.None);
        var shop = new Shop(journal, customerCount);
        await shop.ClaimAsync();

        Console.WriteLine($"{"events",12} {"appended/s",12} {"ratio",6} {"p50 ms",7} {"p99 ms",7} | {"loads/s",9} {"ratio",6} {"p50 ms",7} {"p99 ms",7}");
        (double Appends, double Loads)? first = null;
        foreach (var depth in depths)
        {
            await shop.FillAsync(depth);
            var events = shop.EventCount;
            var appends = await shop.AppendAsync(groupCount, duration);
            var loads = await shop.LoadAsync(duration / 4);
            first ??= (appends.PerSecond, loads.PerSecond);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{events,12:n0} {appends.PerSecond,12:n0} {appends.PerSecond / first.Value.Appends,6:n2} {appends.P50Ms,7:n1} {appends.P99Ms,7:n1} | {loads.PerSecond,9:n0} {loads.PerSecond / first.Value.Loads,6:n2} {loads.P50Ms,7:n1} {loads.P99Ms,7:n1}"));
        }
    }

    private static SqlJournal Open(Dictionary<string, string> options) =>
        options.TryGetValue("postgres", out var connectionString)
            ? new PostgresJournal(new PostgresJournalOptions { ConnectionStrings = [connectionString] }, TimeProvider.System)
            : options.TryGetValue("sqlite", out var file)
                ? new SqliteJournal(new SqliteJournalOptions { ConnectionString = $"Data Source={file}" }, TimeProvider.System)
                : throw new ArgumentException(Usage);

    private static Dictionary<string, string> Parse(string[] args)
    {
        string[] known = ["--postgres", "--sqlite", "--depths", "--seconds", "--customers", "--group"];
        if (args.Length % 2 != 0 || args.Where((_, i) => i % 2 == 0).Any(name => !known.Contains(name))) throw new ArgumentException(Usage);
        return args.Chunk(2).ToDictionary(pair => pair[0][2..], pair => pair[1]);
    }

    private static long Number(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : throw new ArgumentException($"'{text}' is no number. {Usage}");
}
