using CommandProcessor.Grains.Interfaces.Addresses;
using CommandProcessor.Grains.Interfaces.Events;

namespace CommandProcessor.Grains.Rules;

/// <summary>What a destination must be like.</summary>
internal static class AddressRules
{
    public static string? Mistake(ShipTo? shipTo)
    {
        if (shipTo is null) return "The destination is missing.";
        var mistake = FreeText.Mistake("Name", shipTo.Name) ?? FreeText.Mistake("Address", shipTo.Address) ?? FreeText.Mistake("Country", shipTo.Country);
        return mistake is null ? null : $"Destination: {mistake}";
    }
}
