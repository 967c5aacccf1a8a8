namespace CommandProcessor.Projections.Stores;

/// <summary>What a version of a projection is there for. The numbers stand in the database.</summary>
public enum VersionState
{
    /// <summary>Queries are answered from it; one for each fold.</summary>
    Active = 1,

    /// <summary>It is folded from the journal beside the active one.</summary>
    Building = 2,

    /// <summary>It was active before, and stays until it is dropped.</summary>
    Kept = 3,
}
