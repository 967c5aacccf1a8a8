using System.Globalization;
using CommandProcessor.Benchmarks.Hosting;
using CommandProcessor.Benchmarks.Servers;
using CommandProcessor.Grains.Interfaces.Accounts;
using CommandProcessor.Grains.Interfaces.Calls;
using CommandProcessor.Grains.Interfaces.Commands;
using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Interfaces.Transfers;
using CommandProcessor.Grains.Reactors;
using Microsoft.Extensions.DependencyInjection;

namespace CommandProcessor.Benchmarks.Bank;

/// <summary>The write side of the product with its reactors, and a bank on it: accounts with more money than a run can move.</summary>
internal sealed class BenchmarkBank : IAsyncDisposable
{
    private const decimal Funding = 1_000_000_000m;
    private const int OpeningCallers = 64;

    private static readonly TimeSpan PublishTimeout = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan AskAgain = TimeSpan.FromMilliseconds(50);

    private readonly BenchmarkSilo _silo;
    private readonly string _connectionString;
    private readonly bool _isPublished;
    private readonly EndWatch _watch;
    private readonly GrainReferences _references; // As the client library has them.
    private long _transferNumber;

    private BenchmarkBank(BenchmarkSilo silo, string connectionString, bool isPublished, EndWatch watch)
    {
        _silo = silo;
        _connectionString = connectionString;
        _isPublished = isPublished;
        _watch = watch;
        _references = new(silo.Grains);
    }

    /// <param name="name">Of its database and topic.</param>
    /// <param name="postgres">Where its journal is.</param>
    /// <param name="kafka">Where events are published meanwhile; null for nowhere.</param>
    /// <param name="partitions">Of journal and topic.</param>
    /// <param name="cancellationToken">Ends it early.</param>
    public static async Task<BenchmarkBank> StartAsync(
        string name, BenchmarkPostgres postgres, BenchmarkKafka? kafka, int partitions, CancellationToken cancellationToken)
    {
        var watch = new EndWatch();
        var parts = new ProductParts
        {
            ConnectionString = await postgres.CreateDatabaseAsync(kafka is null ? name : $"{name}_kafka", cancellationToken),
            Partitions = partitions,
            Topic = kafka is null ? null : await kafka.CreateTopicAsync(name, partitions, cancellationToken),
            HasReactors = true,
            Configure = services => services.AddSingleton<IReactor>(watch),
        };
        return new(await ProductSilo.StartAsync(parts, cancellationToken), parts.ConnectionString, kafka is not null, watch);
    }

    /// <summary>The account of that number: 0 is the shop's.</summary>
    public static AccountId AccountOf(int account) => new(string.Create(CultureInfo.InvariantCulture, $"c{account}"), "main");

    public IAccountGrain GrainOf(int account) => _silo.Grains.GetGrain<IAccountGrain>(AccountOf(account).GrainKey);

    public async Task OpenAsync(int accountCount, CancellationToken cancellationToken)
    {
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = OpeningCallers, CancellationToken = cancellationToken };
        await Parallel.ForAsync(0, accountCount, parallel, async (account, token) =>
        {
            var grain = GrainOf(account);
            await SendAsync(grain, new AccountCommand.OpenAccount("GBP", 0), token);
            await DepositAsync(grain, Funding, token);
        });
    }

    public static Task DepositAsync(IAccountGrain account, decimal amount, CancellationToken cancellationToken) =>
        SendAsync(account, new AccountCommand.Deposit(amount, "GBP", "Benchmark"), cancellationToken);

    /// <summary>Returns when it is completed, and durably so.</summary>
    public async Task TransferAsync(int from, int to, CancellationToken cancellationToken)
    {
        var number = Interlocked.Increment(ref _transferNumber).ToString(CultureInfo.InvariantCulture);
        var (payer, payee) = (AccountOf(from), AccountOf(to));
        var transfer = new TransferId(payer.Owner, number);
        var end = _watch.EndOfAsync(transfer);
        await SendAsync(
            _references.Get<ITransferGrain>(transfer.GrainKey), new TransferCommand.TransferMoney(payer, payee, 0.01m, "GBP", "Benchmark"), cancellationToken);
        if (!await end.WaitAsync(cancellationToken)) throw new BenchmarkFailedException($"Transfer {transfer} was rejected.");
    }

    /// <summary>Waits until the road has everything.</summary>
    public async Task SettleAsync(CancellationToken cancellationToken)
    {
        if (!_isPublished) return;
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(PublishTimeout);
        while (await CountAsync("SELECT sum(head - published) FROM journal_partition", deadline.Token) > 0) await Task.Delay(AskAgain, deadline.Token);
    }

    /// <summary>What was told is what is stored, and no money is anywhere but in accounts.</summary>
    public async Task<string?> MistakeAsync(CancellationToken cancellationToken)
    {
        var completed = await CountAsync("SELECT count(*) FROM journal_event WHERE type = 'transfer-completed'", cancellationToken);
        if (completed != _watch.CompletedCount) return $"{_watch.CompletedCount} transfers were told to be completed, the database holds {completed}";
        var adrift = await CountAsync(
            """
            SELECT count(*) FROM (
                SELECT coalesce(body ->> 'purpose', body ->> 'source') AS transfer, sum(CASE type WHEN 'account-hold-captured' THEN -1 ELSE 1 END) AS arrived, count(*) AS moves
                FROM (SELECT type, body::json AS body FROM journal_event WHERE type IN ('account-hold-captured', 'account-credited')) AS moved
                GROUP BY 1) AS transfers
            WHERE arrived <> 0 OR moves <> 2
            """, cancellationToken);
        return adrift > 0 ? $"the money of {adrift} transfers did not leave one account and arrive in another once" : null;
    }

    /// <summary>What was told is what is stored.</summary>
    public async Task<string?> DepositMistakeAsync(long answeredCount, CancellationToken cancellationToken)
    {
        var durable = await CountAsync("SELECT count(*) FROM journal_event WHERE type = 'account-deposited'", cancellationToken);
        return durable == answeredCount ? null : $"{answeredCount} deposits were answered, the database holds {durable}";
    }

    public ValueTask DisposeAsync() => _silo.DisposeAsync();

    private Task<long> CountAsync(string sql, CancellationToken cancellationToken) => BenchmarkPostgres.CountAsync(_connectionString, sql, cancellationToken);

    /// <exception cref="BenchmarkFailedException">It was refused.</exception>
    private static async Task SendAsync<TCommand>(IAggregateGrain<TCommand> grain, TCommand command, CancellationToken cancellationToken)
        where TCommand : class
    {
        var commandId = CommandId.New(TimeProvider.System);
        var context = new CommandContext { CommandId = commandId, CorrelationId = commandId.Value, Principal = "benchmark" };
        if (await grain.ExecuteAsync(new(context, null, command), cancellationToken) is CommandOutcome.Refused refused)
            throw new BenchmarkFailedException($"{grain.GetGrainId()}: {refused.Refusal.Message}");
    }
}
