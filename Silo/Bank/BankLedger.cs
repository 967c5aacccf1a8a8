using System.Globalization;
using CommandProcessor.Grains.Accounts;
using CommandProcessor.Grains.Interfaces.Accounts;
using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Interfaces.Transfers;
using static CommandProcessor.Grains.Interfaces.Accounts.AccountEvent;
using static CommandProcessor.Grains.Interfaces.Transfers.TransferEvent;

namespace CommandProcessor.Silo.Bank;

/// <summary>
/// Folds the events of a bank's accounts and transfers, one partition at a time. Balances follow from what happened to the accounts, money in
/// transit from what the transfers asked for: that both add up to what was paid in says that each transfer moved its amount once, or not at all.
/// </summary>
internal sealed class BankLedger(BankPlan plan)
{
    private const int MistakesKeptMax = 20;

    private readonly Dictionary<string, Account> _accounts = [];
    private readonly Dictionary<string, decimal> _paidIn = [];
    private readonly Dictionary<string, MoneyInTransit> _transfers = [];
    private readonly HashSet<string> _ahead = [];
    private readonly Dictionary<string, BankSum> _sums = [];
    private readonly List<string> _mistakes = [];

    /// <summary>Called with every transfer that nothing more is to come of.</summary>
    public Action<MoneyInTransit> Ended { get; set; } = _ => { };

    public long EventCount { get; private set; }

    /// <summary>Transfers that are not over.</summary>
    public int OpenCount => _transfers.Count;

    /// <summary>Transfers whose money is in no account.</summary>
    public int InTransitCount { get; private set; }

    public IReadOnlyDictionary<string, BankSum> Sums => _sums;

    public IReadOnlyList<string> Mistakes => _mistakes;

    public Account StateOf(AccountId account) => _accounts.GetValueOrDefault(account.GrainKey, Account.Initial);

    public bool IsFunded(AccountId account) => _paidIn.ContainsKey(account.GrainKey);

    /// <summary>Whose events must be read further before the sums mean anything; null if everything seen has what led to it.</summary>
    public PartitionKey? MissingFrom()
    {
        foreach (var name in _ahead) return _transfers[name].MissingFrom();
        return null;
    }

    /// <summary>The journal has no more of what is missing.</summary>
    public void GiveUpMissing()
    {
        foreach (var name in _ahead) Note($"{name} has money arrive, come back or be done with that the journal never had leave or arrive.");
        _ahead.Clear();
    }

    /// <summary>Notes what does not add up. Only when nothing is missing.</summary>
    public void Check()
    {
        foreach (var (currency, sum) in _sums)
        {
            if (!sum.IsRight)
                Note(Text($"{currency}: {sum.InAccounts} in accounts and {sum.InTransit} in transit are not the {sum.PaidIn} that were paid in."));
        }
    }

    public void Apply(RecordedEvent recorded)
    {
        if (!plan.Owns(recorded.Key)) return;
        EventCount++;
        switch (recorded.Aggregate.Kind)
        {
            case AccountId.Kind:
                Apply(recorded.Aggregate.GrainKey, AccountEventCodec.Instance.Decode(recorded));
                break;
            case TransferId.Kind:
                Apply(TransferId.Parse(recorded.Aggregate.GrainKey), TransferEventCodec.Instance.Decode(recorded), recorded.RecordedAt);
                break;
        }
    }

    private void Apply(string account, AccountEvent happened)
    {
        var before = _accounts.GetValueOrDefault(account, Account.Initial);
        var after = AccountDecider.Evolve(before, happened);
        _accounts[account] = after;
        if (after.Spendable() < 0) Note(Text($"account/{account} has {after.Available()} available, below its overdraft limit of {after.OverdraftLimit}."));
        Add(after.Currency, new(PaidIn: 0, after.Balance - before.Balance, after.Held - before.Held, InTransit: 0));
        switch (happened)
        {
            case MoneyDeposited e:
                _paidIn[account] = _paidIn.GetValueOrDefault(account) + e.Amount;
                Add(e.Currency, new(e.Amount, InAccounts: 0, Held: 0, InTransit: 0));
                break;
            case HoldCaptured e:
                Change(e.Purpose, transfer => Once(transfer, transfer.IsTaken, "taken", () => transfer.IsTaken = true));
                break;
            case MoneyCredited { Kind: CreditKind.Returned } e:
                Change(e.Source, transfer => Once(transfer, transfer.IsReturned, "returned", () => transfer.IsReturned = true));
                break;
            case MoneyCredited e:
                Change(e.Source, transfer => Once(transfer, transfer.IsTakenIn || transfer.IsDeclined, "taken in", () => transfer.IsTakenIn = true));
                break;
            case CreditDeclined e:
                Change(e.Source, transfer => Once(transfer, transfer.IsTakenIn || transfer.IsDeclined, "declined", () => transfer.IsDeclined = true));
                break;
        }
    }

    private void Apply(TransferId id, TransferEvent happened, DateTimeOffset at) => Change(id.Aggregate.Value, transfer =>
    {
        if (happened is TransferRequested request) transfer.Request = request;
        else if (happened is TransferCompleted or TransferRejected) (transfer.End, transfer.EndedAt) = (happened, at);
    });

    private void Change(string name, Action<MoneyInTransit> change)
    {
        if (!_transfers.TryGetValue(name, out var transfer))
            _transfers.Add(name, transfer = new(TransferId.Parse(AggregateId.Parse(name).GrainKey)));
        var wasInTransit = transfer.IsInTransit;
        change(transfer);
        CountTransit(transfer, wasInTransit);
        if (transfer.MissingFrom() is null) _ahead.Remove(name);
        else _ahead.Add(name);
        if (!transfer.IsOver) return;

        _transfers.Remove(name);
        Ended(transfer);
    }

    /// <summary>By the amount that the transfer asked for, whatever the accounts say.</summary>
    private void CountTransit(MoneyInTransit transfer, bool wasInTransit)
    {
        if (transfer.IsInTransit == wasInTransit || transfer.Request is not { } request) return;
        var sign = wasInTransit ? -1 : 1;
        InTransitCount += sign;
        Add(request.Currency, new(PaidIn: 0, InAccounts: 0, Held: 0, sign * request.Amount));
    }

    private void Once(MoneyInTransit transfer, bool isDone, string what, Action act)
    {
        if (isDone) Note($"The money of {transfer.Id.Aggregate} was {what} twice.");
        else act();
    }

    private void Add(string currency, BankSum change) => _sums[currency] = _sums.GetValueOrDefault(currency) + change;

    private void Note(string mistake)
    {
        if (_mistakes.Count < MistakesKeptMax) _mistakes.Add(mistake);
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
