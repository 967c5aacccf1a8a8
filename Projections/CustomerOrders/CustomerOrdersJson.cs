using System.Text.Json;
using System.Text.Json.Serialization;
using CommandProcessor.Grains.Interfaces.CustomerOrders;

namespace CommandProcessor.Projections.CustomerOrders;

/// <summary>How the read model stands in its rows. Another shape needs another version of the projection.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(CustomerOrdersHead))]
[JsonSerializable(typeof(OrderView))]
internal sealed partial class CustomerOrdersJson : JsonSerializerContext;
