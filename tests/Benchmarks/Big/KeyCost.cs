namespace CommandProcessor.Benchmarks.Big;

/// <summary>What one event and one page took.</summary>
internal sealed record KeyCost(TimeSpan Event, TimeSpan Page, TimeSpan PageOfCategory)
{
    /// <summary>The middle of each.</summary>
    public static KeyCost Middle(IReadOnlyCollection<KeyCost> rounds) =>
        new(Middle(rounds, round => round.Event), Middle(rounds, round => round.Page), Middle(rounds, round => round.PageOfCategory));

    private static TimeSpan Middle(IReadOnlyCollection<KeyCost> rounds, Func<KeyCost, TimeSpan> of) => rounds.Select(of).Order().ElementAt(rounds.Count / 2);
}
