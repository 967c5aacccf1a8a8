using System.Text.Json;
using System.Text.Json.Serialization;
using CommandProcessor.Projections.Partitions;

namespace CommandProcessor.Projections.Recommendations;

/// <summary>What was bought together, and by whom, in the orders of a partition.</summary>
public sealed class RecommendationModel : PartitionModel
{
    public RecommendationModel(RecommendationOptions options)
    {
        Products = new(
            Table("products", RecommendationJson.Default.ProductCompany), Table("product-places", RecommendationJson.Default.BoundedPlace),
            options.ProductCountMax, row => row.ChangedAt);
        Customers = new(
            Table("customers", RecommendationJson.Default.CustomerBasket), Table("customer-places", RecommendationJson.Default.BoundedPlace),
            options.CustomerCountMax, row => row.ChangedAt);
    }

    /// <summary>By SKU.</summary>
    public BoundedTable<ProductCompany> Products { get; }

    /// <summary>By customer.</summary>
    public BoundedTable<CustomerBasket> Customers { get; }
}

/// <summary>How the model stands in its rows. Another shape needs another version of the projection.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(ProductCompany))]
[JsonSerializable(typeof(CustomerBasket))]
[JsonSerializable(typeof(BoundedPlace))]
[JsonSerializable(typeof(RecommendationOptions))]
internal sealed partial class RecommendationJson : JsonSerializerContext;
