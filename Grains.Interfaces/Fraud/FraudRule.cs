using System.Text.Json.Serialization;

namespace CommandProcessor.Grains.Interfaces.Fraud;

/// <summary>What raises an alert.</summary>
[GenerateSerializer, Alias("fraud-rule")]
[JsonConverter(typeof(JsonStringEnumConverter<FraudRule>))]
public enum FraudRule
{
    None = 0,

    /// <summary>Many orders or transfers of one customer in a short time.</summary>
    Velocity = 1,

    /// <summary>An order far above what the customer usually spends.</summary>
    UnusualAmount = 2,

    /// <summary>Several payments of a customer were declined, then one was authorized: somebody tried cards until one worked.</summary>
    DeclinesThenSuccess = 3,

    /// <summary>Somebody new begins with a large order.</summary>
    LargeFirstOrder = 4,

    /// <summary>Much of what a customer paid came back, time and again.</summary>
    RefundAbuse = 5,

    /// <summary>Many customers send money to one.</summary>
    ManyPayers = 6,
}
