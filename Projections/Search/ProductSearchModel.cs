using System.Text.Json;
using System.Text.Json.Serialization;
using CommandProcessor.Projections.Partitions;

namespace CommandProcessor.Projections.Search;

/// <summary>The products of a partition: as many as the shop has registered, each about 300 bytes in memory.</summary>
public sealed class ProductSearchModel : PartitionModel
{
    public const string ProductTable = "products";

    public ProductSearchModel() => Products = Table(ProductTable, ProductSearchJson.Default.Product);

    /// <summary>By SKU.</summary>
    public ModelTable<Product> Products { get; }
}

/// <summary>How the model stands in its rows. Another shape needs another version of the projection.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, IgnoreReadOnlyProperties = true)]
[JsonSerializable(typeof(Product))]
internal sealed partial class ProductSearchJson : JsonSerializerContext;
