namespace CommandProcessor.Projections.Rebuild;

/// <summary>Folds a partition into the rows of a version that is not shown yet, and follows the journal until it is stopped.</summary>
internal interface IPartitionBuild : IAsyncDisposable
{
    /// <summary>Everything up to it is folded and saved; null until it is known where it goes on.</summary>
    long? Position { get; }

    /// <summary>What keeps it from moving; null if nothing does.</summary>
    string? Fault { get; }

    void Start();

    /// <summary>Ends. What is folded and not saved is folded again when the build goes on.</summary>
    Task StopAsync(CancellationToken cancellationToken);
}
