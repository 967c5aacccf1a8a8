namespace CommandProcessor.Grains.Interfaces.Accounting;

/// <summary>Which entries of the journal to read.</summary>
/// <param name="PageSize">1 to <see cref="PageSizeMax"/>.</param>
/// <param name="After">What the page before gave as <see cref="JournalPage.Next"/>; null for the first page.</param>
/// <param name="From">The oldest moment that is in it; default for the beginning.</param>
/// <param name="Until">The first moment that is not in it; null for no end.</param>
[GenerateSerializer, Immutable, Alias("journal-request")]
public sealed record JournalRequest(
    [property: Id(0)] int PageSize = 100,
    [property: Id(1)] string? After = null,
    [property: Id(2)] DateTimeOffset From = default,
    [property: Id(3)] DateTimeOffset? Until = null)
{
    public const int PageSizeMax = 1_000;

    /// <summary>Says what is wrong with it, or null.</summary>
    public string? Mistake() => PageSize is < 1 or > PageSizeMax
        ? $"JournalRequest.PageSize {PageSize} is not between 1 and {PageSizeMax}."
        : From > Until ? $"JournalRequest.From {From:O} is after JournalRequest.Until {Until:O}." : null;
}
