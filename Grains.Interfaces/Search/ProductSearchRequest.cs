using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Interfaces.Money;

namespace CommandProcessor.Grains.Interfaces.Search;

/// <summary>Which products to show.</summary>
[GenerateSerializer, Immutable, Alias("product-search-request")]
public sealed record ProductSearchRequest
{
    public const int TextLengthMax = 200;
    public const int WordCountMax = 10;
    public const int PageSizeMax = 200;
    public const decimal PriceMax = Stock.StockLimits.PriceMax;

    /// <summary>
    /// Words of the product's SKU, name or category, all of which must be in it; the last may be the beginning of one. Whatever is neither
    /// letter nor digit only separates words. Null for all products.
    /// </summary>
    [Id(0)] public string? Text { get; init; }

    /// <summary>Only those of the category; null for all.</summary>
    [Id(1)] public string? Category { get; init; }

    /// <summary>Only those priced in it, a code of ISO 4217; null for all.</summary>
    [Id(2)] public string? Currency { get; init; }

    /// <summary>Only those that cost as much; needs <see cref="Currency"/>.</summary>
    [Id(3)] public decimal? PriceFrom { get; init; }

    /// <summary>Only those that cost no more; needs <see cref="Currency"/>.</summary>
    [Id(4)] public decimal? PriceTo { get; init; }

    /// <summary>Only those that can be booked now.</summary>
    [Id(5)] public bool OnlyInStock { get; init; }

    /// <summary>Those too that are not sold any more.</summary>
    [Id(6)] public bool WithDiscontinued { get; init; }

    [Id(7)] public ProductSort Sort { get; init; } = ProductSort.Relevance;

    /// <summary>The <see cref="ProductSearchPage.Next"/> of the page before; null for the first.</summary>
    [Id(8)] public string? After { get; init; }

    /// <summary>1 to <see cref="PageSizeMax"/>.</summary>
    [Id(9)] public int PageSize { get; init; } = 20;

    /// <summary>Only those that are to be ordered again.</summary>
    [Id(10)] public bool OnlyBelowReorderLevel { get; init; }

    /// <summary>Says what is wrong with it, or null.</summary>
    public string? Mistake()
    {
        const string Name = nameof(ProductSearchRequest);
        if (Text is { Length: > TextLengthMax }) return $"{Name}.Text has {Text.Length} characters; at most {TextLengthMax} are allowed.";
        if (Text is not null && !Identifier.IsWellFormed(Text)) return $"{Name}.Text holds half of a character outside the Basic Multilingual Plane.";
        if (Category is not null && FreeText.Mistake($"{Name}.Category", Category) is { } category) return category;
        if (Currency is not null && Money.Currency.DecimalsOf(Currency) is null) return $"{Name}.Currency '{Currency}' is unknown.";
        if ((PriceFrom ?? PriceTo) is not null && Currency is null) return $"{Name}.PriceFrom and PriceTo need a Currency.";
        if (PriceFrom is < 0 or > PriceMax) return $"{Name}.PriceFrom {PriceFrom} is not between 0 and {PriceMax}.";
        if (PriceTo is < 0 or > PriceMax) return $"{Name}.PriceTo {PriceTo} is not between 0 and {PriceMax}.";
        if (PriceFrom > PriceTo) return $"{Name}.PriceFrom {PriceFrom} exceeds PriceTo {PriceTo}.";
        if (Sort is ProductSort.None || !Enum.IsDefined(Sort)) return $"{Name}.Sort {Sort} is unknown.";
        return PageSize is < 1 or > PageSizeMax ? $"{Name}.PageSize {PageSize} is not between 1 and {PageSizeMax}." : null;
    }
}
