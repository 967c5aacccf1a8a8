using System.Text.Json.Serialization;

namespace CommandProcessor.Grains.Interfaces.FraudAlerts;

/// <summary>What somebody who looked into an alert found.</summary>
[GenerateSerializer, Alias("fraud-verdict")]
[JsonConverter(typeof(JsonStringEnumConverter<FraudVerdict>))]
public enum FraudVerdict
{
    None = 0,
    Fraud = 1,
    Genuine = 2,
    Unclear = 3,
}
