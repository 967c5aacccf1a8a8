using System.Text.Json.Serialization;

namespace CommandProcessor.Grains.Interfaces.Fraud;

/// <summary>Where an alert stands.</summary>
[GenerateSerializer, Alias("fraud-alert-status")]
[JsonConverter(typeof(JsonStringEnumConverter<FraudAlertStatus>))]
public enum FraudAlertStatus
{
    None = 0,

    /// <summary>Nobody has looked into it.</summary>
    Open = 1,

    Acknowledged = 2,

    /// <summary>Nobody looked into it before too many newer ones were raised.</summary>
    Lapsed = 3,
}
