using CommandProcessor.Benchmarks.Load;
using CommandProcessor.Benchmarks.Report;
using CommandProcessor.Benchmarks.Servers;

namespace CommandProcessor.Benchmarks.Bank;

/// <summary>Everybody pays into one account, beside as many callers whose commands go to many orders.</summary>
internal sealed class HotBenchmark(HotOptions options, TextWriter output)
{
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(2);

    private readonly ClosedLoop _loop = new(TimeProvider.System);

    private LoadLevel Compiling => new(options.Callers, TimeSpan.Zero, TimeSpan.FromSeconds(6));

    private LoadLevel Measured => new(options.Callers, WarmUp, TimeSpan.FromSeconds(options.Seconds));

    public static async Task<int> RunAsync(HotOptions options, CancellationToken cancellationToken)
    {
        var output = Console.Out;
        await output.WriteLineAsync(Machine.Describe());
        await using var postgres = await BenchmarkPostgres.StartAsync(cancellationToken);
        await using var kafka = new BenchmarkKafka(options.Kafka);
        await output.WriteLineAsync(postgres.Description);
        await output.WriteLineAsync();
        foreach (var road in options.Roads)
            await new HotBenchmark(options, output).RunAsync(postgres, road == TransfersOptions.WithKafka ? kafka : null, cancellationToken);
        return 0;
    }

    private async Task RunAsync(BenchmarkPostgres postgres, BenchmarkKafka? kafka, CancellationToken cancellationToken)
    {
        await using var commands = await PlainCommands.StartAsync(postgres, kafka, options.Orders, options.Partitions, cancellationToken);
        await using var bank = await BenchmarkBank.StartAsync("hot", postgres, kafka, options.Partitions, cancellationToken);
        await bank.OpenAsync(accountCount: 1, cancellationToken);
        await commands.RunAsync(_loop, Compiling, cancellationToken);
        var compiled = await DepositAsync(bank, Compiling, cancellationToken);

        var plain = await commands.RunAsync(_loop, Measured, cancellationToken);
        var hot = await DepositAsync(bank, Measured, cancellationToken);

        var table = new BankTable($"{Show.Count(options.Callers)} callers, {(kafka is null ? "without Kafka" : kafka.Description)}");
        table.AddCommands(plain);
        table.Add("deposits to one account", hot, plain, $"{Show.Count(Math.Max(10_000, plain.PerSecond / 2))}");
        table.Print(output);
        BankTable.ThrowIfAny(
            BankTable.FailureOf(plain), BankTable.FailureOf(hot), await commands.MistakeAsync(cancellationToken),
            await bank.DepositMistakeAsync(1 + compiled.Answers + hot.Answers, cancellationToken));
    }

    private async Task<LoadResult> DepositAsync(BenchmarkBank bank, LoadLevel level, CancellationToken cancellationToken)
    {
        var account = bank.GrainOf(0);
        var result = await _loop.RunAsync(level, _ => BenchmarkBank.DepositAsync(account, 0.01m, cancellationToken), cancellationToken);
        await bank.SettleAsync(cancellationToken);
        return result;
    }
}
