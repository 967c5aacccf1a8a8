using System.Text.Json;
using System.Text.Json.Serialization;
using CommandProcessor.Grains.Interfaces.Fraud;
using CommandProcessor.Projections.Partitions;

namespace CommandProcessor.Projections.Fraud;

/// <summary>How the model stands in its rows. Another shape needs another version of the projection.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(FraudCustomer))]
[JsonSerializable(typeof(FraudAlert))]
[JsonSerializable(typeof(FraudRuleTotal))]
[JsonSerializable(typeof(QueuedAlert))]
[JsonSerializable(typeof(QueueEnds))]
[JsonSerializable(typeof(BoundedPlace))]
[JsonSerializable(typeof(FraudOptions))]
internal sealed partial class FraudJson : JsonSerializerContext;
