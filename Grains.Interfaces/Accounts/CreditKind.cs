using System.Text.Json.Serialization;

namespace CommandProcessor.Grains.Interfaces.Accounts;

/// <summary>Why money arrives.</summary>
[GenerateSerializer, Alias("credit-kind")]
[JsonConverter(typeof(JsonStringEnumConverter<CreditKind>))]
public enum CreditKind
{
    /// <summary>It was sent here; a closed or frozen account refuses it.</summary>
    Plain = 0,

    /// <summary>It was taken here and comes back: never refused for where the account stands; a closed account opens again.</summary>
    Returned = 1,
}
