namespace CommandProcessor.Grains.Tests.Fixtures;

/// <summary>A <see cref="FaultyWriteSide"/> for all tests of a class, with small bounds so that they are reached.</summary>
public sealed class WriteSideFixture : IAsyncLifetime
{
    public const int RecentCountMax = 4;
    public const int PendingCountMax = 16;
    public const int WaiterCountMax = 8;
    public const int WaitTimeMaxMs = 1_500;

    private FaultyWriteSide? _side;

    internal FaultyWriteSide Side => _side ?? throw new InvalidOperationException("Not started.");

    public async ValueTask InitializeAsync() => _side = await FaultyWriteSide.StartAsync(setup => setup with
    {
        Aggregates = options =>
        {
            options.RecentCountMax = RecentCountMax;
            options.PendingCountMax = PendingCountMax;
            options.WaiterCountMax = WaiterCountMax;
            options.WaitTimeMaxMs = WaitTimeMaxMs;
        },
    });

    public ValueTask DisposeAsync() => Side.DisposeAsync();
}
