namespace CommandProcessor.Projections.Stores;

/// <summary>What a version of a projection is there for. The numbers stand in the database.</summary>
public enum VersionState
{
    /// <summary>Queries are answered from it, and its rows have everything that the road has delivered.</summary>
    Active = 1,

    /// <summary>It is folded from the journal beside the one that is shown.</summary>
    Building = 2,

    /// <summary>It was shown before, and stays until it is dropped.</summary>
    Kept = 3,

    /// <summary>
    /// Queries are answered from it, and its rows have everything up to the positions that are saved of its build: what the road brought later may have
    /// gone to rows of another version.
    /// </summary>
    Switching = 4,

    /// <summary>It was kept, and is brought up to date to be shown again.</summary>
    Returning = 5,

    /// <summary>Somebody stopped building it.</summary>
    Paused = 6,

    /// <summary>Its rows are being deleted.</summary>
    Dropping = 7,
}
