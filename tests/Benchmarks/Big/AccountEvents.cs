using CommandProcessor.Grains.Interfaces.Accounts;
using CommandProcessor.Grains.Interfaces.Events;
using static CommandProcessor.Grains.Interfaces.Accounts.AccountEvent;

namespace CommandProcessor.Benchmarks.Big;

/// <summary>One account: money comes in, is held, and leaves; a movement a second.</summary>
internal sealed class AccountEvents(string owner) : IKeyEvents
{
    private static readonly DateTimeOffset Begin = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private readonly AccountId _account = new(owner, "main");
    private DateTimeOffset _now = Begin;

    public PartitionKey Key => _account.PartitionKey;

    public (long Sort, int Category) Newest => (_now.UtcTicks, 0);

    public long OldestSort => Begin.UtcTicks;

    public KeyEvent Fill(long number) => Next(number);

    public KeyEvent Next(long number)
    {
        _now += TimeSpan.FromSeconds(1);
        return new(_account.Aggregate, number, AccountEventCodec.Instance.Encode(Happened(number)));
    }

    private AccountEvent Happened(long number) => number == 1 ? new AccountOpened("GBP", 0m, _now) : (number % 4) switch
    {
        0 => new MoneyDeposited(20m, "GBP", "Cash", _now),
        1 => new HoldPlaced("order/17850/536365", 12.50m, "GBP", _now.AddDays(30), "payment/17850/536365", _now),
        2 => new HoldCaptured("order/17850/536365", 12.50m, 0m, "GBP", "payment/17850/536365", _now),
        _ => new MoneyWithdrawn(7.50m, "GBP", "Cash", _now),
    };
}
