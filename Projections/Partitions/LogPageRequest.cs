namespace CommandProcessor.Projections.Partitions;

/// <summary>Which entries of a log to read.</summary>
/// <param name="CountMax">1 to <see cref="SizeMax"/>.</param>
/// <param name="Category">Only those.</param>
/// <param name="After">The last entry of the page before; null for the first page.</param>
/// <param name="From">The oldest moment that is in it; default for the beginning.</param>
/// <param name="Until">The first moment that is not in it; null for no end.</param>
[GenerateSerializer, Immutable, Alias("log-page-request")]
public sealed record LogPageRequest(
    [property: Id(0)] int CountMax,
    [property: Id(1)] int Category = 0,
    [property: Id(2)] LogCursor? After = null,
    [property: Id(3)] DateTimeOffset From = default,
    [property: Id(4)] DateTimeOffset? Until = null)
{
    public const int SizeMax = 1_000;

    /// <param name="after">The <see cref="LogCursor"/> of the last entry of the page before, as text; null for the first page.</param>
    /// <exception cref="ArgumentException">No page gave such a text.</exception>
    public static LogPageRequest Of(int countMax, string? after, DateTimeOffset from, DateTimeOffset? until, int category = 0) =>
        new(countMax, category, after is null ? null : LogCursor.Parse(after), from, until);

    /// <exception cref="ArgumentException">The size is out of its bounds, or the category negative.</exception>
    public LogPageRequest Checked() => CountMax is < 1 or > SizeMax
        ? throw new ArgumentException($"Page size {CountMax} is not between 1 and {SizeMax}.")
        : Category < 0 ? throw new ArgumentException($"Category {Category} is negative.") : this;
}
