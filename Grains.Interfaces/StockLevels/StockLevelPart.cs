namespace CommandProcessor.Grains.Interfaces.StockLevels;

/// <summary>Which change of a stock level a watcher is told of; it is shown the whole level.</summary>
public enum StockLevelPart
{
    Everything = 0,

    /// <summary>How much is on hand and how much of it booked.</summary>
    Quantity = 1,

    /// <summary>What it costs.</summary>
    Price = 2,

    /// <summary>Whether it is to be ordered again.</summary>
    ReorderLevel = 3,
}
