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

    protected LoadLevel Compiling => new(options.Callers, TimeSpan.Zero, TimeSpan.FromSeconds(6));

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

    protected BankTable TableOf(BenchmarkKafka? kafka) => new($"{Show.Count(options.Callers)} callers, {(kafka is null ? "without Kafka" : kafka.Description)}");
}
