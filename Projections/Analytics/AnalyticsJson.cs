using System.Text.Json;
using System.Text.Json.Serialization;

namespace CommandProcessor.Projections.Analytics;

/// <summary>How the dashboard stands in its rows. Another shape needs another version of the projection.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(SalesRow))]
[JsonSerializable(typeof(TrackedOrder))]
[JsonSerializable(typeof(DeliveredOrder))]
[JsonSerializable(typeof(StageRow))]
[JsonSerializable(typeof(DurationRow))]
[JsonSerializable(typeof(CatalogueRow))]
[JsonSerializable(typeof(Tally))]
[JsonSerializable(typeof(NewestTime))]
internal sealed partial class AnalyticsJson : JsonSerializerContext;
