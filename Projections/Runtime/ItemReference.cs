using System.Globalization;
using CommandProcessor.Grains.Interfaces.Events;

namespace CommandProcessor.Projections.Runtime;

/// <summary>The item that an event is about.</summary>
/// <param name="IsNew">True if no event before this can have been about it: there is nothing to load.</param>
public readonly record struct ItemReference(string Item, bool IsNew)
{
    /// <summary>The <see cref="IFinalItem"/> that the event makes.</summary>
    public static ItemReference Final(RecordedEvent recorded) => new(FinalId(recorded.Position), IsNew: true);

    /// <summary>Sorts as the position does.</summary>
    internal static string FinalId(long position) => position.ToString("D19", CultureInfo.InvariantCulture);
}
