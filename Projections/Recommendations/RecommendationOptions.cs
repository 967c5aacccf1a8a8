using System.ComponentModel.DataAnnotations;

namespace CommandProcessor.Projections.Recommendations;

/// <summary>
/// Bounds of the recommendations, each of one partition. A product's row is at most about 30 bytes for each of its companions, and an order
/// writes at most <see cref="OrderProductCountMax"/> of them. A change applies to all orders that ever were: the view is folded anew beside what is shown.
/// </summary>
public sealed class RecommendationOptions
{
    public const string Section = "CommandProcessor:Recommendations";

    /// <summary>After so many days an order counts for half.</summary>
    [Range(1, 36_500)]
    public int HalfLifeDays { get; set; } = 90;

    /// <summary>Companions that are counted of a product; a new one takes the place of the least frequent.</summary>
    [Range(4, 1_000)]
    public int CompanionCountMax { get; set; } = 48;

    /// <summary>Products of an order that are taken as bought together; of more, so many by lot.</summary>
    [Range(2, 1_000)]
    public int OrderProductCountMax { get; set; } = 24;

    /// <summary>Products whose companions are counted; of more, those not bought for long are forgotten.</summary>
    [Range(8, 10_000_000)]
    public int ProductCountMax { get; set; } = 20_000;

    /// <summary>Customers whose products are remembered; of more, those who have not ordered for long are forgotten.</summary>
    [Range(8, 10_000_000)]
    public int CustomerCountMax { get; set; } = 20_000;

    /// <summary>The newest products that are remembered of a customer.</summary>
    [Range(1, 1_000)]
    public int CustomerProductCountMax { get; set; } = 50;
}
