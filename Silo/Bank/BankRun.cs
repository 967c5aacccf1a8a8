using System.Collections.Concurrent;
using CommandProcessor.Client;
using CommandProcessor.Grains.Interfaces.Accounts;
using CommandProcessor.Grains.Interfaces.Commands;
using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Interfaces.Transfers;

namespace CommandProcessor.Silo.Bank;

/// <summary>Opens and funds a bank's accounts and requests its transfers, each caller one after the other, and leaves the rest to the reactors.</summary>
internal sealed class BankRun
{
    /// <summary>Among the ends of transfers, which are otherwise codes of refusals, or 0 while there is none.</summary>
    private const int Completed = -1;

    /// <summary>Without the end of its transfer a caller waits no longer.</summary>
    private static readonly TimeSpan StalledAfter = TimeSpan.FromMinutes(2);

    private readonly BankPlan _plan;
    private readonly BankLedger _ledger;
    private readonly BankMeter _meter;
    private readonly ClientSession _session;
    private readonly TimeProvider _time;
    private readonly int[] _ends;
    private readonly ConcurrentDictionary<int, string> _reasons = [];
    private readonly ConcurrentDictionary<int, Waiter> _waiting = [];

    public BankRun(BankPlan plan, BankLedger ledger, BankMeter meter, ClientSession session, TimeProvider time)
    {
        _plan = plan;
        _ledger = ledger;
        _meter = meter;
        _session = session;
        _time = time;
        _ends = new int[plan.TransferCount + 1];
        ledger.Ended = End;
    }

    /// <summary>How many transfers of the plan are over.</summary>
    public int OverCount => _ends.Count(end => end != 0);

    public int CompletedCount => _ends.Count(end => end == Completed);

    /// <summary>Why the others were rejected.</summary>
    public IReadOnlyList<BankRejection> Rejections =>
    [
        .. _ends.Where(end => end > 0).GroupBy(code => code).OrderByDescending(group => group.Count())
            .Select(group => new BankRejection(group.Key, group.Count(), _reasons[group.Key])),
    ];

    /// <summary>Accounts that are what they were to become are left alone; the ledger must have everything of an earlier run.</summary>
    /// <returns>How many were not.</returns>
    public async Task<int> OpenAsync(int callerCount, Action<int> opened, CancellationToken cancellationToken)
    {
        var missing = Enumerable.Range(0, _plan.AccountCount).Where(account => !IsReady(account)).ToList();
        var openedCount = 0;
        await Parallel.ForEachAsync(missing, Parallelism(callerCount, cancellationToken), async (account, token) =>
        {
            await OpenAsync(account, token);
            opened(Interlocked.Increment(ref openedCount));
        });
        return missing.Count;
    }

    /// <summary>Returns when every transfer of the plan is over.</summary>
    /// <exception cref="TimeoutException">One does not come to its end.</exception>
    public Task TransferAsync(int callerCount, CancellationToken cancellationToken) => Parallel.ForEachAsync(
        _plan.Transfers().Where(planned => Volatile.Read(ref _ends[planned.Number]) == 0),
        Parallelism(callerCount, cancellationToken),
        TransferAsync);

    private bool IsReady(int account)
    {
        var id = _plan.AccountOf(account);
        return _ledger.IsFunded(id) && (_ledger.StateOf(id).Status is AccountStatus.Frozen || !BankPlan.IsFrozen(account));
    }

    private async Task OpenAsync(int account, CancellationToken cancellationToken)
    {
        var id = _plan.AccountOf(account);
        var currency = BankPlan.CurrencyOf(account);
        await _session.Accounts.OpenAsync(id, currency, cancellationToken: cancellationToken).OrThrowAsync();
        var once = new CommandOptions { CommandId = _plan.FundingOf(account) };
        await _session.Accounts.DepositAsync(id, BankPlan.Funding, currency, "Opening balance", once, cancellationToken).OrThrowAsync();
        if (BankPlan.IsFrozen(account)) await _session.Accounts.FreezeAsync(id, "To see money come back", cancellationToken: cancellationToken).OrThrowAsync();
    }

    /// <summary>A transfer that was requested by an earlier run is requested again, which brings about nothing, and waited for.</summary>
    private async ValueTask TransferAsync(PlannedTransfer planned, CancellationToken cancellationToken)
    {
        var waiter = new Waiter(_time.GetUtcNow());
        _waiting[planned.Number] = waiter;
        if (Volatile.Read(ref _ends[planned.Number]) != 0) Release(planned.Number); // It came to its end just now.
        var sent = _time.GetTimestamp();
        await _session.Transfers.RequestAsync(planned.Id, planned.Command, cancellationToken: cancellationToken).OrThrowAsync();
        _meter.Requested.Record(_time.GetElapsedTime(sent));
        try
        {
            await waiter.Over.Task.WaitAsync(StalledAfter, _time, cancellationToken);
        }
        catch (TimeoutException)
        {
            throw new TimeoutException($"{planned.Id.Aggregate} did not end within {StalledAfter.TotalSeconds:0} s.");
        }
    }

    private void End(MoneyInTransit transfer)
    {
        if (_plan.NumberOf(transfer.Id) is not { } number) return;
        if (transfer.End is TransferEvent.TransferRejected rejected) _reasons.TryAdd(rejected.Code, rejected.Reason);
        Volatile.Write(ref _ends[number], transfer.End is TransferEvent.TransferRejected { Code: var code } ? code : Completed);
        if (Release(number) is not { } waiter) return;

        // Recorded a moment before it is durable, and by the clock of the silo that wrote it.
        if (transfer.Request is { } request && request.RequestedAt >= waiter.SentAt) _meter.EndToEnd.Record(transfer.EndedAt - waiter.SentAt);
    }

    /// <summary>Whoever waits for it goes on; null if nobody does, or not any more.</summary>
    private Waiter? Release(int number)
    {
        if (!_waiting.TryRemove(number, out var waiter)) return null;
        _meter.TransferEnded();
        waiter.Over.TrySetResult();
        return waiter;
    }

    private static ParallelOptions Parallelism(int callerCount, CancellationToken cancellationToken) =>
        new() { MaxDegreeOfParallelism = callerCount, CancellationToken = cancellationToken };

    private sealed class Waiter(DateTimeOffset sentAt)
    {
        public DateTimeOffset SentAt => sentAt;

        public TaskCompletionSource Over { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
