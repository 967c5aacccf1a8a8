using CommandProcessor.Benchmarks.Load;
using CommandProcessor.Benchmarks.Report;
using CommandProcessor.Benchmarks.Servers;

namespace CommandProcessor.Benchmarks.Bank;

/// <summary>
/// Transfers a second, each of six durable commands of which five are sent by reactors: between any two accounts, and with one account in
/// every transfer. Measured from the request until the end is durable, and beside plain commands in the same run.
/// </summary>
internal sealed class TransfersBenchmark(TransfersOptions options, TextWriter output)
{
    private const int Shop = 0;

    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(2);

    private readonly ClosedLoop _loop = new(TimeProvider.System);

    private LoadLevel Compiling => new(options.Callers, TimeSpan.Zero, TimeSpan.FromSeconds(6));

    private LoadLevel Measured => new(options.Callers, WarmUp, TimeSpan.FromSeconds(options.Seconds));

    public static async Task<int> RunAsync(TransfersOptions options, CancellationToken cancellationToken)
    {
        var output = Console.Out;
        await output.WriteLineAsync(Machine.Describe());
        await using var postgres = await BenchmarkPostgres.StartAsync(cancellationToken);
        await using var kafka = new BenchmarkKafka(options.Kafka);
        await output.WriteLineAsync(postgres.Description);
        await output.WriteLineAsync();
        foreach (var road in options.Roads)
            await new TransfersBenchmark(options, output).RunAsync(postgres, road == TransfersOptions.WithKafka ? kafka : null, cancellationToken);
        return 0;
    }

    private async Task RunAsync(BenchmarkPostgres postgres, BenchmarkKafka? kafka, CancellationToken cancellationToken)
    {
        await using var commands = await PlainCommands.StartAsync(postgres, kafka, options.Orders, options.Partitions, cancellationToken);
        await using var bank = await BenchmarkBank.StartAsync("transfers", postgres, kafka, options.Partitions, cancellationToken);
        await bank.OpenAsync(options.Accounts, cancellationToken);
        await commands.RunAsync(_loop, Compiling, cancellationToken);
        await TransferAsync(bank, Compiling, toShop: false, cancellationToken);

        var plain = await commands.RunAsync(_loop, Measured, cancellationToken);
        var random = await TransferAsync(bank, Measured, toShop: false, cancellationToken);
        var shop = await TransferAsync(bank, Measured, toShop: true, cancellationToken);

        var table = new BankTable($"{Show.Count(options.Callers)} callers, {(kafka is null ? "without Kafka" : kafka.Description)}");
        table.AddCommands(plain);
        table.Add($"transfers between {Show.Count(options.Accounts)} accounts", random, plain, "20 %");
        table.Add("transfers to one account", shop, plain, "10 %");
        table.Print(output);
        BankTable.ThrowIfAny(
            BankTable.FailureOf(plain), BankTable.FailureOf(random), BankTable.FailureOf(shop),
            await commands.MistakeAsync(cancellationToken), await bank.MistakeAsync(cancellationToken));
    }

    private async Task<LoadResult> TransferAsync(BenchmarkBank bank, LoadLevel level, bool toShop, CancellationToken cancellationToken)
    {
        var result = await _loop.RunAsync(level, turn =>
        {
            var from = 1 + (int)(Spread(turn) % (uint)(options.Accounts - 1));
            var to = toShop ? Shop : (from + 1 + (int)(Spread(~turn) % (uint)(options.Accounts - 1))) % options.Accounts;
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
