using CommandProcessor.Benchmarks.Load;
using CommandProcessor.Benchmarks.Report;
using CommandProcessor.Benchmarks.Servers;

namespace CommandProcessor.Benchmarks.Bank;

/// <summary>Measures accounts beside as many callers whose commands go to many orders, without and with Kafka.</summary>
internal abstract class BankBenchmark<TOptions>(TOptions options)
    where TOptions : BankOptions
{
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(2);

    protected TOptions Options => options;

    protected static TextWriter Output => Console.Out;

    protected ClosedLoop Loop { get; } = new(TimeProvider.System);

    protected LoadLevel Compiling => new(options.Callers, TimeSpan.Zero, TimeSpan.FromSeconds(15));

    protected LoadLevel Measured => new(options.Callers, WarmUp, TimeSpan.FromSeconds(options.Seconds));

    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        await Output.WriteLineAsync(Machine.Describe());
        await using var postgres = await BenchmarkPostgres.StartAsync(cancellationToken);
        await using var kafka = new BenchmarkKafka(options.Kafka);
        await Output.WriteLineAsync(postgres.Description);
        await Output.WriteLineAsync();
        foreach (var road in options.Roads) await RunAsync(postgres, road == BankOptions.WithKafka ? kafka : null, cancellationToken);
        return 0;
    }

    protected abstract Task RunAsync(BenchmarkPostgres postgres, BenchmarkKafka? kafka, CancellationToken cancellationToken);

    /// <summary>Measures each of the works, the plain commands first, in each of the rounds.</summary>
    protected async Task<Measurement[]> MeasureAsync(params Func<Task<LoadResult>>[] works)
    {
        var measured = Array.ConvertAll(works, _ => new Measurement());
        for (var round = 0; round < options.Rounds; round++)
        {
            for (var work = 0; work < works.Length; work++) measured[work].Add(await works[work]());
        }

        return measured;
    }

    protected BankTable TableOf(BenchmarkKafka? kafka) => new($"{Show.Count(options.Callers)} callers, {(kafka is null ? "without Kafka" : kafka.Description)}");
}
