namespace CommandProcessor.Projections.Runtime;

/// <summary>
/// An item that only the event touches that makes it. Several of them are stored in one row, so they are found by page, not by id. Each comes after all
/// before it of its category: its <see cref="ItemIndex.Sort"/> is not less.
/// </summary>
public interface IFinalItem
{
    /// <summary>Of the event that makes it.</summary>
    long Position { get; }
}
