using CommandProcessor.Benchmarks.Load;
using CommandProcessor.Benchmarks.Report;
using CommandProcessor.Benchmarks.Servers;

namespace CommandProcessor.Benchmarks.Bank;

/// <summary>
/// Transfers a second, each of five durable commands of which four are sent by reactors: between any two accounts, and with one account in
/// every transfer. Measured from the request until the end is durable, and beside plain commands in the same run.
/// </summary>
internal sealed class TransfersBenchmark(TransfersOptions options) : BankBenchmark<TransfersOptions>(options)
{
    private const int Shop = 0;

    protected override async Task RunAsync(BenchmarkPostgres postgres, BenchmarkKafka? kafka, CancellationToken cancellationToken)
    {
        await using var commands = await PlainCommands.StartAsync(postgres, kafka, Options.Orders, Options.Partitions, cancellationToken);
        await using var bank = await BenchmarkBank.StartAsync("transfers", postgres, kafka, Options.Partitions, cancellationToken);
        await bank.OpenAsync(Options.Accounts, cancellationToken);
        await commands.RunAsync(Loop, Compiling, cancellationToken);
        await TransferAsync(bank, Compiling, toShop: false, cancellationToken);

        var measured = await MeasureAsync(
            () => commands.RunAsync(Loop, Measured, cancellationToken),
            () => TransferAsync(bank, Measured, toShop: false, cancellationToken),
            () => TransferAsync(bank, Measured, toShop: true, cancellationToken));
        var (plain, random, shop) = (measured[0], measured[1], measured[2]);

        var table = TableOf(kafka);
        table.AddCommands(plain);
        table.Add($"transfers between {Show.Count(Options.Accounts)} accounts", random, plain, "20 %");
        table.Add("transfers to one account", shop, plain, "10 %");
        table.Print(Output);
        BankTable.ThrowIfAny(
            BankTable.FailureOf(plain.Whole), BankTable.FailureOf(random.Whole), BankTable.FailureOf(shop.Whole),
            await commands.MistakeAsync(cancellationToken), await bank.MistakeAsync(cancellationToken));
    }

    private async Task<LoadResult> TransferAsync(BenchmarkBank bank, LoadLevel level, bool toShop, CancellationToken cancellationToken)
    {
        var result = await Loop.RunAsync(level, turn =>
        {
            var from = 1 + (int)(Spread(turn) % (uint)(Options.Accounts - 1));
            var to = toShop ? Shop : (from + 1 + (int)(Spread(~turn) % (uint)(Options.Accounts - 1))) % Options.Accounts;
            return bank.TransferAsync(from, to, cancellationToken);
        }, cancellationToken);
        await bank.SettleAsync(cancellationToken);
        return result;
    }

    /// <summary>A number that looks random and is the same in every run.</summary>
    private static uint Spread(long turn)
    {
        var mixed = (ulong)turn * 0x9E3779B97F4A7C15;
        return (uint)((mixed ^ (mixed >> 29)) >> 16);
    }
}
