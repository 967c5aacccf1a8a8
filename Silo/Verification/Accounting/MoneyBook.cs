using System.Runtime.InteropServices;
using CommandProcessor.Grains.Interfaces.Accounts;
using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Interfaces.Payments;
using CommandProcessor.Grains.Interfaces.Transfers;
using static CommandProcessor.Grains.Interfaces.Accounts.AccountEvent;

namespace CommandProcessor.Silo.Verification.Accounting;

/// <summary>
/// What the events of all accounts come to, and what they say was moved in the name of each payment and transfer. What moved in nobody's name came
/// from outside or went there.
/// </summary>
internal sealed class MoneyBook(Faults faults)
{
    private readonly Dictionary<string, AccountEntry> _accounts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, MoneyFlow> _flows = new(StringComparer.Ordinal);
    private readonly HashSet<string> _asked = new(StringComparer.Ordinal);
    private readonly Dictionary<string, decimal> _paidIn = [];
    private readonly Dictionary<string, decimal> _paidOut = [];

    public IEnumerable<(string Account, string HoldId, Reserved Hold)> Holds =>
        _accounts.SelectMany(account => account.Value.Holds.Select(hold => (account.Key, hold.Key, hold.Value)));

    public decimal BalanceOf(AccountId account) => _accounts.GetValueOrDefault(account.GrainKey)?.Balance ?? 0;

    /// <summary>What an account holds under an id; 0 if nothing.</summary>
    public decimal HeldBy(AccountId account, string holdId) => _accounts.GetValueOrDefault(account.GrainKey)?.Holds.GetValueOrDefault(holdId).Amount ?? 0;

    public void Apply(RecordedEvent recorded)
    {
        var name = recorded.Aggregate.GrainKey;
        var happened = AccountEventCodec.Instance.Decode(recorded);
        if (happened is AccountOpened opened) faults.AddUnless(_accounts.TryAdd(name, new(opened.Currency, opened.OverdraftLimit)), $"account {name} is opened twice");
        else if (_accounts.TryGetValue(name, out var account)) Apply(name, account, happened);
        else if (happened is not (HoldDeclined or CreditDeclined)) faults.Add($"account {name}: {recorded.Type} before it was opened");
    }

    public IReadOnlyList<MoneyTotals> Totals() =>
    [
        .. _accounts.Values.GroupBy(account => account.Currency).OrderBy(currency => currency.Key, StringComparer.Ordinal).Select(currency => new MoneyTotals(
            currency.Key,
            currency.Count(),
            _paidIn.GetValueOrDefault(currency.Key),
            _paidOut.GetValueOrDefault(currency.Key),
            currency.Sum(account => account.Balance),
            currency.Sum(account => account.Held),
            _flows.Values.Where(flow => flow.Currency == currency.Key).Sum(flow => flow.InTransit))),
    ];

    /// <summary>What moved under a name. What nobody asks for moved in the name of what there is not.</summary>
    public MoneyFlow FlowUnder(string name, string currency)
    {
        if (!_flows.TryGetValue(name, out var flow)) return new(currency);
        _asked.Add(name);
        return flow;
    }

    public IEnumerable<string> NamesNobodyAskedFor => _flows.Keys.Except(_asked);

    private void Apply(string name, AccountEntry account, AccountEvent happened)
    {
        switch (happened)
        {
            case MoneyDeposited e:
                Move(account, e.Amount, e.Currency, _paidIn);
                break;
            case MoneyWithdrawn e:
                Move(account, -e.Amount, e.Currency, _paidOut);
                break;
            case HoldPlaced e:
                faults.AddUnless(account.Hold(e.HoldId, new(e.Amount, e.Purpose, e.ExpiresAt)), $"account {name} holds {e.HoldId} twice");
                break;
            case HoldCaptured e:
                Free(name, account, e.HoldId, e.Amount + e.FreedAmount);
                Take(name, account, e);
                break;
            case HoldReleased e:
                Free(name, account, e.HoldId, e.Amount);
                break;
            case HoldExpired e:
                Free(name, account, e.HoldId, e.Amount);
                break;
            case MoneyCredited e:
                Credit(name, account, e);
                break;
            case AccountClosed:
                faults.AddUnless(account is { Balance: 0, Held: 0 }, $"account {name} was closed with {account.Balance} in it and {account.Held} held");
                break;
        }

        faults.AddUnless(!account.IsOverdrawn, $"account {name} has {account.Balance} and {account.Held} held, beyond its limit");
    }

    private void Free(string name, AccountEntry account, string holdId, decimal amount) =>
        faults.AddUnless(account.Free(holdId, amount), $"account {name} frees {amount} of {holdId}, which it does not hold");

    private void Take(string name, AccountEntry account, HoldCaptured e)
    {
        if (!IsProcess(e.Purpose))
        {
            Move(account, -e.Amount, e.Currency, _paidOut);
            return;
        }

        account.Balance -= e.Amount;
        var flow = FlowOf(e.Purpose, e.Currency);
        flow.Taken += e.Amount;
        flow.From = name;
    }

    private void Credit(string name, AccountEntry account, MoneyCredited e)
    {
        if (e.Kind is CreditKind.Plain || !IsProcess(e.Source))
        {
            Move(account, e.Amount, e.Currency, _paidIn);
            return;
        }

        faults.AddUnless(e.Currency == account.Currency, $"account {name} of {account.Currency} takes in {e.Currency}");
        account.Balance += e.Amount;
        var flow = FlowOf(e.Source, e.Currency);
        if (e.Kind is CreditKind.Sent) (flow.Arrived, flow.To) = (flow.Arrived + e.Amount, name);
        else (flow.Returned, flow.BackTo) = (flow.Returned + e.Amount, name);
    }

    /// <param name="side">Where what came from outside, or went there, is counted; never negative.</param>
    private void Move(AccountEntry account, decimal amount, string currency, Dictionary<string, decimal> side)
    {
        faults.AddUnless(currency == account.Currency, $"{amount} {currency} moved by an account of {account.Currency}");
        account.Balance += amount;
        CollectionsMarshal.GetValueRefOrAddDefault(side, currency, out _) += Math.Abs(amount);
    }

    private MoneyFlow FlowOf(string name, string currency)
    {
        if (!_flows.TryGetValue(name, out var flow)) _flows.Add(name, flow = new(currency));
        faults.AddUnless(flow.Currency == currency, $"{name} moves {currency} and {flow.Currency}");
        return flow;
    }

    private static bool IsProcess(string name) =>
        name.StartsWith(PaymentId.Kind + "/", StringComparison.Ordinal) || name.StartsWith(TransferId.Kind + "/", StringComparison.Ordinal);
}
