using CommandProcessor.Grains.Interfaces.Accounts;
using CommandProcessor.Grains.Interfaces.Events;
using static CommandProcessor.Grains.Interfaces.Accounts.AccountEvent;

namespace CommandProcessor.Projections.Tests.TransactionHistory;

/// <summary>Writes a random history of some owners' accounts, as silos do whose clocks differ.</summary>
internal sealed class Bank(MemoryJournal journal, Random random)
{
    private readonly HashSet<AccountId> _opened = [];
    private readonly List<(AccountId Account, string Hold)> _holds = [];
    private DateTimeOffset _now = Sample.Day;
    private int _number;

    public IReadOnlyList<RecordedEvent> Run(IReadOnlyList<string> owners, int eventCount) =>
        [.. Enumerable.Range(0, eventCount).Select(_ => Step(new(owners[random.Next(owners.Count)], $"a{random.Next(3)}")))];

    private RecordedEvent Step(AccountId account)
    {
        _number++;
        _now += TimeSpan.FromSeconds(random.Next(-2, 6)); // Also several at one time, and back.
        if (_opened.Add(account)) return Append(account, new AccountOpened("GBP", 0m, _now));
        var hold = _holds.FindIndex(held => held.Account == account);
        switch (random.Next(8))
        {
            case 0 or 1:
                _holds.Add((account, $"h{_number}"));
                return Append(account, new HoldPlaced($"h{_number}", 10m, "GBP", _now.AddDays(9), $"payment/{_number}", _now));
            case 2 or 3 when hold >= 0:
                var name = _holds[hold].Hold;
                _holds.RemoveAt(hold);
                return Append(account, new HoldCaptured(name, 7m, 3m, "GBP", name, _now));
            case 4:
                return Append(account, random.Next(2) == 0 ? new AccountFrozen("Checked.", _now) : new AccountUnfrozen("Found right.", _now)); // No entry.
            case 5:
                return Append(account, new MoneyDeposited(_number, "GBP", new('é', random.Next(0, 300)), _now)); // Of any length.
            default:
                return Append(account, new MoneyDeposited(_number, "GBP", "Cash\n", _now));
        }
    }

    private RecordedEvent Append(AccountId account, AccountEvent happened) =>
        journal.Append(account.PartitionKey, account.Aggregate, AccountEventCodec.Instance.Encode(happened));
}
