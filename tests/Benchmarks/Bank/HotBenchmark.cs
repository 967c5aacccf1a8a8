using CommandProcessor.Benchmarks.Load;
using CommandProcessor.Benchmarks.Report;
using CommandProcessor.Benchmarks.Servers;

namespace CommandProcessor.Benchmarks.Bank;

/// <summary>Everybody pays into one account, beside as many callers whose commands go to many orders.</summary>
internal sealed class HotBenchmark(BankOptions options) : BankBenchmark<BankOptions>(options)
{
    protected override async Task RunAsync(BenchmarkPostgres postgres, BenchmarkKafka? kafka, CancellationToken cancellationToken)
    {
        await using var commands = await PlainCommands.StartAsync(postgres, kafka, Options.Orders, Options.Partitions, cancellationToken);
        await using var bank = await BenchmarkBank.StartAsync("hot", postgres, kafka, Options.Partitions, cancellationToken);
        await bank.OpenAsync(accountCount: 1, cancellationToken);
        await commands.RunAsync(Loop, Compiling, cancellationToken);
        var compiled = await DepositAsync(bank, Compiling, cancellationToken);

        var measured = await MeasureAsync(
            () => commands.RunAsync(Loop, Measured, cancellationToken), () => DepositAsync(bank, Measured, cancellationToken));
        var (plain, hot) = (measured[0], measured[1]);

        var table = TableOf(kafka);
        table.AddCommands(plain);
        table.Add("deposits to one account", hot, plain, $"{Show.Count(Math.Max(10_000, plain.Whole.PerSecond / 2))}");
        table.Print(Output);
        BankTable.ThrowIfAny(
            BankTable.FailureOf(plain.Whole), BankTable.FailureOf(hot.Whole), await commands.MistakeAsync(cancellationToken),
            await bank.DepositMistakeAsync(1 + compiled.Answers + hot.Whole.Answers, cancellationToken));
    }

    private async Task<LoadResult> DepositAsync(BenchmarkBank bank, LoadLevel level, CancellationToken cancellationToken)
    {
        var account = bank.GrainOf(0);
        var result = await Loop.RunAsync(level, _ => BenchmarkBank.DepositAsync(account, 0.01m, cancellationToken), cancellationToken);
        await bank.SettleAsync(cancellationToken);
        return result;
    }
}
