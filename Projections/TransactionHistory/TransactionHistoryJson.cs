using System.Text.Json;
using System.Text.Json.Serialization;

namespace CommandProcessor.Projections.TransactionHistory;

/// <summary>How the read model stands in its rows. Another shape needs another version of the projection.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(TransactionHistoryHead))]
[JsonSerializable(typeof(PlacedEntry))]
internal sealed partial class TransactionHistoryJson : JsonSerializerContext;
