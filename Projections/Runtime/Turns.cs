namespace CommandProcessor.Projections.Runtime;

/// <summary>Bounds those who do heavy work at the same time, so that commands and queries keep the rest of the machine.</summary>
internal interface ITurns
{
    Task<T> RunAsync<T>(Func<Task<T>> work, CancellationToken cancellationToken);
}

/// <inheritdoc/>
internal sealed class Turns(int countMax) : ITurns, IDisposable
{
    private readonly SemaphoreSlim _places = new(countMax);

    public async Task<T> RunAsync<T>(Func<Task<T>> work, CancellationToken cancellationToken)
    {
        await _places.WaitAsync(cancellationToken);
        try
        {
            return await work();
        }
        finally
        {
            _places.Release();
        }
    }

    public void Dispose() => _places.Dispose();
}
