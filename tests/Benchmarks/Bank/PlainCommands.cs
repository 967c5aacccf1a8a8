using CommandProcessor.Benchmarks.Commands;
using CommandProcessor.Benchmarks.Commands.Ours;
using CommandProcessor.Benchmarks.Load;
using CommandProcessor.Benchmarks.Servers;

namespace CommandProcessor.Benchmarks.Bank;

/// <summary>The figure of the benchmark of commands in this run: what a bank's figures are held against.</summary>
internal sealed class PlainCommands : IAsyncDisposable
{
    private const int PlacingCallers = 64;

    private readonly IContender _contender;
    private readonly int _orders;
    private long _answers;

    private PlainCommands(IContender contender, int orders)
    {
        _contender = contender;
        _orders = orders;
    }

    public static async Task<PlainCommands> StartAsync(
        BenchmarkPostgres postgres, BenchmarkKafka? kafka, int orders, int partitions, CancellationToken cancellationToken)
    {
        var commands = new PlainCommands(await OursContender.StartAsync(postgres, kafka, partitions, cancellationToken), orders);
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = PlacingCallers, CancellationToken = cancellationToken };
        await Parallel.ForAsync(0, orders, parallel, async (order, token) => await commands._contender.PlaceAsync(order, token));
        commands._answers = orders;
        return commands;
    }

    public async Task<LoadResult> RunAsync(ClosedLoop loop, LoadLevel level, CancellationToken cancellationToken)
    {
        var first = _answers;
        var result = await loop.RunAsync(level, turn => _contender.AmendAsync((int)(turn % _orders), first + turn, cancellationToken), cancellationToken);
        _answers += result.Answers;
        await _contender.SettleAsync(cancellationToken);
        return result;
    }

    public async Task<string?> MistakeAsync(CancellationToken cancellationToken)
    {
        var durable = await _contender.CountDurableAsync(cancellationToken);
        return durable == _answers ? null : $"{_answers} commands were answered, the database holds {durable}";
    }

    public ValueTask DisposeAsync() => _contender.DisposeAsync();
}
