using CommandProcessor.Grains.Accounts;
using CommandProcessor.Grains.Interfaces.Accounts;
using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Tests.Laws;
using CsCheck;
using static CommandProcessor.Grains.Interfaces.Accounts.AccountCommand;
using static CommandProcessor.Grains.Interfaces.Accounts.AccountEvent;

namespace CommandProcessor.Grains.Tests.Accounts;

public sealed class AccountLawsTests : AggregateLaws<AccountDecider, Account, AccountCommand, AccountEvent>
{
    private static readonly Gen<decimal> Amount = Gen.Frequency((9, Gen.Int[1, 20_000].Select(pennies => pennies / 100m)), (1, OneOf(0m, -1m, 0.001m)));
    private static readonly Gen<string> HoldId = OneOf("h1", "h2", "h3", "h4", "");
    private static readonly Gen<string> Money = Gen.Frequency((9, Gen.Const("GBP")), (1, OneOf("EUR", "XXX")));

    protected override Gen<AccountCommand> Command { get; } = Gen.Frequency(
        (3, Gen.Select(Money, Gen.Int[0, 2], (currency, limit) => (AccountCommand)new OpenAccount(currency, limit * 50m))),
        (5, Gen.Select(Amount, Money, (amount, currency) => (AccountCommand)new Deposit(amount, currency, "cash"))),
        (4, Gen.Select(Amount, Money, (amount, currency) => (AccountCommand)new Withdraw(amount, currency, "cash"))),
        (6, Gen.Select(HoldId, Amount, Gen.Int[0, 72], Gen.Bool, (id, amount, hours, isForGood) => (AccountCommand)new PlaceHold(id, amount, "GBP", Start.AddHours(hours), "p", isForGood))),
        (4, Gen.Select(HoldId, Amount, Gen.Bool, (id, amount, isWhole) => (AccountCommand)new CaptureHold(id, isWhole ? null : amount))),
        (2, HoldId.Select(id => (AccountCommand)new ReleaseHold(id))),
        (3, HoldId.Select(id => (AccountCommand)new ExpireHold(id))),
        (3, Gen.Select(Amount, Money, OneOf(CreditKind.Plain, CreditKind.Returned, CreditKind.Sent), (amount, currency, kind) => (AccountCommand)new Credit(amount, currency, "s", kind, new("ada", "main")))),
        (1, Always(new FreezeAccount("Lost card"))),
        (2, Always(new UnfreezeAccount("Found it"))),
        (1, Always(new CloseAccount())));

    protected override EventCodec<AccountEvent> Codec => AccountEventCodec.Instance;

    protected override Type RefusalCodes => typeof(AccountRefusalCode);

    protected override (Enum, Enum)[] Arrows =>
    [
        (AccountStatus.None, AccountStatus.Open), (AccountStatus.Open, AccountStatus.Frozen), (AccountStatus.Frozen, AccountStatus.Open),
        (AccountStatus.Open, AccountStatus.Closed), (AccountStatus.Closed, AccountStatus.Open),
    ];

    protected override Enum StatusOf(Account state) => state.Status;

    protected override bool AddsUp(AccountCommand command) => command is Deposit or Withdraw or Credit or CaptureHold or PlaceHold { IsDeclinedForGood: true };

    [Fact]
    public void What_is_available_never_falls_below_the_overdraft_limit() => ForEveryStep(step =>
        Assert.True(step.After.Balance - step.After.Holds.Values.Sum(hold => hold.Amount) >= -step.After.OverdraftLimit));

    [Fact]
    public void What_is_held_is_the_sum_of_the_holds() => ForEveryStep(step =>
        Assert.Equal(step.After.Holds.Values.Sum(hold => hold.Amount), step.After.Held));

    [Fact]
    public void A_closed_account_is_empty_and_has_no_holds() => ForEveryStep(step => Assert.True(
        step.After.Status is not AccountStatus.Closed || step.After is { Balance: 0, Held: 0, Holds.IsEmpty: true }));

    [Fact]
    public void The_balance_is_what_came_in_less_what_went_out() => ForEveryHistory(history => Assert.Equal(
        history.SelectMany(step => step.Decision.Events).Sum(Moved), history.Count == 0 ? 0 : history[^1].After.Balance));

    [Fact]
    public void A_hold_ends_once() => ForEveryHistory(history =>
    {
        var open = new Dictionary<string, decimal>();
        foreach (var happened in history.SelectMany(step => step.Decision.Events))
        {
            switch (happened)
            {
                case HoldPlaced placed:
                    Assert.True(open.TryAdd(placed.HoldId, placed.Amount));
                    break;
                case HoldCaptured captured:
                    Assert.True(open.Remove(captured.HoldId, out var amount));
                    Assert.Equal(amount, captured.Amount + captured.FreedAmount);
                    Assert.InRange(captured.Amount, 0.01m, amount);
                    break;
                case HoldReleased released:
                    Assert.True(open.Remove(released.HoldId));
                    break;
                case HoldExpired expired:
                    Assert.True(open.Remove(expired.HoldId));
                    break;
            }
        }
    });

    [Fact]
    public void Every_amount_is_in_the_currency_of_the_account() => ForEveryStep(step => Assert.All(
        step.Decision.Events, happened => Assert.Equal(step.After.Currency, CurrencyOf(happened) ?? step.After.Currency)));

    private static decimal Moved(AccountEvent happened) => happened switch
    {
        MoneyDeposited e => e.Amount,
        MoneyCredited e => e.Amount,
        MoneyWithdrawn e => -e.Amount,
        HoldCaptured e => -e.Amount,
        _ => 0,
    };

    private static string? CurrencyOf(AccountEvent happened) => happened switch
    {
        MoneyDeposited e => e.Currency,
        MoneyCredited e => e.Currency,
        MoneyWithdrawn e => e.Currency,
        HoldPlaced e => e.Currency,
        HoldCaptured e => e.Currency,
        HoldReleased e => e.Currency,
        HoldExpired e => e.Currency,
        _ => null,
    };
}
