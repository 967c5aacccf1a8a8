using CommandProcessor.Grains.Interfaces.Search;

namespace CommandProcessor.Projections.Search;

/// <summary>A request as it is carried out, by an index or a scan.</summary>
/// <param name="Request">It has no mistake.</param>
/// <param name="Words">All of which must be there, the last at least in its beginning; null for all products.</param>
/// <param name="Sort">What comes first: never by relevance without words.</param>
/// <param name="After">The place of the last product of the page before.</param>
internal sealed record ProductQuestion(ProductSearchRequest Request, IReadOnlyList<string>? Words, ProductSort Sort, ProductCursor After)
{
    /// <summary>Where the ranges of prices begin.</summary>
    public static readonly decimal[] Bands = [0, 1, 2, 5, 10, 20, 50, 100, 1_000];

    public const int PriceFacetCountMax = 500;

    /// <summary>Text without a letter or digit is in no product.</summary>
    public bool FindsNothing => Words is { Count: 0 };

    public long PriceFrom => (long)decimal.Ceiling((Request.PriceFrom ?? 0) * ProductEntry.PriceScale);

    public long PriceTo => Request.PriceTo is { } to ? (long)decimal.Floor(to * ProductEntry.PriceScale) : long.MaxValue;

    /// <exception cref="ArgumentException">The request has a mistake.</exception>
    public static ProductQuestion Of(ProductSearchRequest request)
    {
        if (request.Mistake() is { } mistake) throw new ArgumentException(mistake);
        var words = request.Text is null ? null : ProductWords.Of(request.Text);
        if (words?.Count > ProductSearchRequest.WordCountMax)
            throw new ArgumentException($"ProductSearchRequest.Text has {words.Count} words; at most {ProductSearchRequest.WordCountMax} are allowed.");
        var sort = request.Sort is ProductSort.Relevance && words is null ? ProductSort.Name : request.Sort;
        return new(request, words, sort, request.After is null ? ProductCursor.Start : ProductCursor.Parse(request.After, sort));
    }

    public static PriceFacet RangeOf(string currency, int band, long count) => new(currency, Bands[band], band + 1 < Bands.Length ? Bands[band + 1] : null, count);
}
