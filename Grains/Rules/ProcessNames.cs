using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Interfaces.Orders;
using CommandProcessor.Grains.Interfaces.Payments;
using CommandProcessor.Grains.Interfaces.Transfers;

namespace CommandProcessor.Grains.Rules;

/// <summary>The names under which processes hold and move money and book goods: those of the aggregates that they are the state of.</summary>
internal static class ProcessNames
{
    private static readonly string[] Beginnings = [OrderId.Kind + Identifier.Separator, PaymentId.Kind + Identifier.Separator, TransferId.Kind + Identifier.Separator];

    /// <summary>True if whoever uses the name speaks for a process.</summary>
    public static bool Has(string? name) => name is not null && Beginnings.Any(beginning => name.StartsWith(beginning, StringComparison.Ordinal));
}
