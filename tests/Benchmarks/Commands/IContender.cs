namespace CommandProcessor.Benchmarks.Commands;

/// <summary>One way to carry out durable commands. Every method throws unless the command was carried out and is durable.</summary>
internal interface IContender : IAsyncDisposable
{
    Task PlaceAsync(int order, CancellationToken cancellationToken);

    /// <param name="order">Placed before.</param>
    /// <param name="turn">Makes the order's lines differ from those of the turns around it.</param>
    /// <param name="cancellationToken">Ends it early.</param>
    Task AmendAsync(int order, long turn, CancellationToken cancellationToken);

    /// <summary>Returns when no work of earlier commands is left that would slow down who comes next.</summary>
    Task SettleAsync(CancellationToken cancellationToken);

    /// <summary>How many commands the database holds.</summary>
    Task<long> CountDurableAsync(CancellationToken cancellationToken);

    /// <summary>How many events the topic has taken; null if there is none.</summary>
    Task<long?> CountPublishedAsync(CancellationToken cancellationToken) => Task.FromResult<long?>(null);
}
