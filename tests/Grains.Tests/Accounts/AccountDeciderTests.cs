using CommandProcessor.Grains.Accounts;
using CommandProcessor.Grains.Interfaces.Accounts;
using CommandProcessor.Grains.Interfaces.Commands;
using CommandProcessor.Grains.Interfaces.Money;
using CommandProcessor.Grains.Tests.Laws;
using static CommandProcessor.Grains.Interfaces.Accounts.AccountCommand;
using static CommandProcessor.Grains.Interfaces.Accounts.AccountEvent;
using Code = CommandProcessor.Grains.Interfaces.Accounts.AccountRefusalCode;

namespace CommandProcessor.Grains.Tests.Accounts;

public sealed class AccountDeciderTests : DeciderTable<AccountDecider, Account, AccountCommand, AccountEvent, AccountStatus>
{
    private static readonly OpenAccount Open = new("GBP", 50m);
    private static readonly Deposit Put = new(100m, "GBP", "cash");
    private static readonly Withdraw Take = new(10m, "GBP", "cash");
    private static readonly PlaceHold Place = new("h1", 30m, "GBP", Now.AddHours(1), "transfer/17850/1");
    private static readonly CaptureHold Capture = new("h1");
    private static readonly ReleaseHold Release = new("h1");
    private static readonly ExpireHold Expire = new("h1");
    private static readonly Credit Arrive = new(5m, "GBP", "transfer/17850/1", CreditKind.Plain);
    private static readonly Credit Return = Arrive with { Kind = CreditKind.Returned };
    private static readonly FreezeAccount Freeze = new("Lost card");
    private static readonly UnfreezeAccount Unfreeze = new("Found it");
    private static readonly CloseAccount Close = new();
    private static readonly Account WithHold = Fold(Account.Initial, Open, Put, Place);

    protected override IReadOnlyDictionary<AccountStatus, AccountCommand[]> Ways { get; } = new Dictionary<AccountStatus, AccountCommand[]>
    {
        [AccountStatus.None] = [],
        [AccountStatus.Open] = [Open],
        [AccountStatus.Frozen] = [Open, Freeze],
        [AccountStatus.Closed] = [Open, Close],
    };

    protected override AccountStatus StatusOf(Account state) => state.Status;

    public static TheoryData<AccountCommand, string> StateMachine() => new()
    {
        //                                       None   Open    Frozen  Closed
        { Open,                                 "Open   same    same    201" },
        { Open with { OverdraftLimit = 1m },    "Open   201     201     201" },
        { Put,                                  "~200   Open    ~203    ~202" },
        { Take,                                 "~200   Open    ~203    ~202" },
        { Place,                                "~200   Open    ~203    ~202" },
        { Capture,                              "~200   ~225    ~225    ~225" },
        { Release,                              "same   same    same    same" },
        { Expire,                               "same   same    same    same" },
        { Arrive,                               "~200   Open    ~203    ~202" },
        { Return,                               "~200   Open    Frozen  Open" },
        { Freeze,                               "~200   Frozen  same    ~202" },
        { Unfreeze,                             "~200   same    Open    ~202" },
        { Close,                                "~200   Closed  ~203    same" },
    };

    [Theory]
    [MemberData(nameof(StateMachine), DisableDiscoveryEnumeration = true)]
    public void A_command_does_in_every_status_what_the_table_says(AccountCommand command, string row) => AssertRow(command, row);

    public static TheoryData<string, AccountCommand> Openings() => new()
    {
        { Final(Code.UnknownCurrency), new OpenAccount("GBp", -1m) },
        { Final(Code.UnknownCurrency), new OpenAccount(null!, 0m) },
        { Final(Code.OverdraftLimitOutOfRange), new OpenAccount("GBP", -0.001m) },
        { Final(Code.OverdraftLimitOutOfRange), new OpenAccount("GBP", MoneyLimits.AmountMax + 0.01m) },
        { Final(Code.OverdraftLimitTooFine), new OpenAccount("GBP", 0.001m) },
        { Final(Code.OverdraftLimitTooFine), new OpenAccount("JPY", 0.1m) },
    };

    [Theory]
    [MemberData(nameof(Openings), DisableDiscoveryEnumeration = true)]
    public void An_opening_is_refused_by_the_lowest_code_that_applies(string refusal, AccountCommand command) =>
        Assert.Equal(refusal, Describe(Account.Initial, command));

    /// <summary>To an account with 100 GBP, an overdraft limit of 50 and a hold h1 of 30.</summary>
    public static TheoryData<string, AccountCommand> Contents() => new()
    {
        { Final(Code.UnknownCurrency), Put with { Currency = "gbp", Amount = 0 } },
        { Final(Code.WrongCurrency), Put with { Currency = "EUR", Amount = 0 } },
        { Final(Code.AmountOutOfRange), Put with { Amount = 0, Reference = "" } },
        { Final(Code.AmountOutOfRange), Put with { Amount = -0.001m } },
        { Final(Code.AmountOutOfRange), Put with { Amount = MoneyLimits.AmountMax + 0.01m } },
        { Final(Code.AmountTooFine), Put with { Amount = 0.001m, Reference = "" } },
        { Final(Code.MalformedText), Put with { Reference = " " } },
        { Final(Code.MalformedText), Put with { Reference = LongText } },
        { Final(Code.MalformedText), Put with { Reference = "a\u0007" } },
        { Final(Code.MalformedText), Put with { Reference = null! } },

        { Final(Code.UnknownCurrency), Take with { Currency = "" } },
        { Final(Code.WrongCurrency), Take with { Currency = "EUR" } },
        { Final(Code.AmountOutOfRange), Take with { Amount = -1 } },
        { Final(Code.AmountTooFine), Take with { Amount = 1.005m, Reference = "" } },
        { Final(Code.MalformedText), Take with { Amount = 1_000m, Reference = "a\udc00" } },
        { ForNow(Code.InsufficientFunds), Take with { Amount = 120.01m } },

        { Final(Code.UnknownCurrency), Place with { HoldId = "", Currency = "XXX" } },
        { Final(Code.WrongCurrency), Place with { HoldId = "", Currency = "USD" } },
        { Final(Code.MalformedHoldId), Place with { HoldId = "", Amount = 0 } },
        { Final(Code.MalformedHoldId), Place with { HoldId = null! } },
        { Final(Code.MalformedHoldId), Place with { HoldId = LongText } },
        { Final(Code.MalformedHoldId), Place with { HoldId = "a\nb" } },
        { Final(Code.AmountOutOfRange), Place with { Amount = 0, Purpose = "" } },
        { Final(Code.AmountTooFine), Place with { Amount = 0.005m, Purpose = "" } },
        { Final(Code.MalformedText), Place with { Purpose = "", ExpiresAt = Now } },
        { Final(Code.ExpiryPast), Place with { ExpiresAt = Now, Amount = 1_000 } },
        { ForNow(Code.ExpiryTooFar), Place with { ExpiresAt = Now.AddDays(AccountLimits.HoldDaysMax).AddTicks(1) } },
        { ForNow(Code.HoldDiffers), Place with { Amount = 1_000 } },
        { ForNow(Code.InsufficientFunds), Place with { HoldId = "h2", Amount = 120.01m } },

        { Final(Code.MalformedHoldId), new CaptureHold("", 0m) },
        { Final(Code.AmountOutOfRange), new CaptureHold("h2", 0m) },
        { Final(Code.AmountTooFine), new CaptureHold("h2", 1.001m) },
        { ForNow(Code.NoSuchHold), new CaptureHold("h2", 1_000m) },
        { ForNow(Code.CaptureExceedsHold), new CaptureHold("h1", 30.01m) },
        { Final(Code.MalformedHoldId), new ReleaseHold("") },
        { Final(Code.MalformedHoldId), new ExpireHold("\t") },
        { ForNow(Code.HoldNotExpired), Expire },

        { Final(Code.UnknownCurrency), Arrive with { Currency = "GBX" } },
        { Final(Code.WrongCurrency), Return with { Currency = "JPY" } },
        { Final(Code.AmountOutOfRange), Return with { Amount = 0, Kind = (CreditKind)9 } },
        { Final(Code.AmountTooFine), Arrive with { Amount = 0.001m, Kind = (CreditKind)9 } },
        { Final(Code.UnknownCreditKind), Arrive with { Kind = (CreditKind)9, Source = "" } },
        { Final(Code.MalformedText), Arrive with { Source = "" } },

        { Final(Code.MalformedText), Freeze with { Reason = "" } },
        { ForNow(Code.NotEmpty), Close },
    };

    [Theory]
    [MemberData(nameof(Contents), DisableDiscoveryEnumeration = true)]
    public void What_a_command_holds_is_refused_by_the_lowest_code_that_applies(string refusal, AccountCommand command) =>
        Assert.Equal(refusal, Describe(WithHold, command));

    [Fact]
    public void The_reason_to_unfreeze_is_checked() =>
        Assert.Equal(Final(Code.MalformedText), Describe(In(AccountStatus.Frozen), Unfreeze with { Reason = LongText }));

    [Fact]
    public void An_account_with_a_hold_that_is_overdrawn_to_zero_cannot_be_closed() =>
        Assert.Equal(ForNow(Code.HoldsOpen), Describe(Fold(In(AccountStatus.Open), Place), Close));

    [Fact]
    public void The_overdraft_limit_can_be_used_up_exactly()
    {
        var account = Fold(WithHold, Take with { Amount = 120m });

        Assert.Equal((-20m, 30m, -50m, 0m), (account.Balance, account.Held, account.Available(), account.Spendable()));
        Assert.Equal(ForNow(Code.InsufficientFunds), Describe(account, Take with { Amount = 0.01m }));
    }

    [Fact]
    public void A_hold_is_captured_whole_or_in_part_and_the_rest_is_free()
    {
        var whole = Single<HoldCaptured>(WithHold, Capture);
        var part = Single<HoldCaptured>(WithHold, Capture with { Amount = 12.5m });
        var account = AccountDecider.Evolve(WithHold, part);

        Assert.Equal((30m, 0m, Place.Purpose), (whole.Amount, whole.FreedAmount, whole.Purpose));
        Assert.Equal((12.5m, 17.5m), (part.Amount, part.FreedAmount));
        Assert.Equal((87.5m, 0m, 0), (account.Balance, account.Held, account.Holds.Count));
        Assert.Equal(ForNow(Code.NoSuchHold), Describe(account, Capture));
        Assert.Equal("same", Describe(account, Release));
    }

    [Fact]
    public void A_hold_expires_at_its_time_and_not_before()
    {
        Assert.Equal(Code.HoldNotExpired, AccountDecider.Decide(WithHold, Expire, Place.ExpiresAt.AddTicks(-1)).Refusal?.Code);
        Assert.Equal(30m, Single<HoldExpired>(WithHold, Expire, Place.ExpiresAt).Amount);
    }

    [Fact]
    public void A_hold_that_is_due_can_be_captured_until_it_is_ended() =>
        Assert.Equal(30m, Single<HoldCaptured>(WithHold, Capture, Place.ExpiresAt.AddDays(1)).Amount);

    [Fact]
    public void Placing_the_very_same_hold_again_adds_nothing_also_when_frozen()
    {
        Assert.Equal("same", Describe(WithHold, Place));
        Assert.Equal("same", Describe(Fold(WithHold, Freeze), Place));
    }

    public static TheoryData<int, AccountStatus, PlaceHold> Declined() => new()
    {
        { Code.NotOpened, AccountStatus.None, Place },
        { Code.AccountFrozen, AccountStatus.Frozen, Place },
        { Code.AccountClosed, AccountStatus.Closed, Place },
        { Code.WrongCurrency, AccountStatus.Open, Place with { Currency = "USD" } },
        { Code.AmountTooFine, AccountStatus.Open, Place with { Amount = 0.001m } },
        { Code.InsufficientFunds, AccountStatus.Open, Place with { Amount = 1_000m } },
    };

    [Theory]
    [MemberData(nameof(Declined), DisableDiscoveryEnumeration = true)]
    public void A_hold_that_is_declined_for_good_is_written_down_and_changes_nothing(int code, AccountStatus status, PlaceHold place)
    {
        var account = In(status);

        var declined = Single<HoldDeclined>(account, place with { IsDeclinedForGood = true });

        Assert.Equal((code, place.HoldId, place.Amount, place.Currency, place.Purpose), (declined.Code, declined.HoldId, declined.Amount, declined.Currency, declined.Purpose));
        Assert.Equal(account, AccountDecider.Evolve(account, declined));
        Assert.Equal(Refusal.Final(code, declined.Reason), AccountRefusal.RecordedBy(declined));
    }

    [Fact]
    public void Another_hold_of_that_name_declines_a_hold_for_good() =>
        Assert.Equal(Code.HoldDiffers, Single<HoldDeclined>(WithHold, Place with { Amount = 1m, IsDeclinedForGood = true }).Code);

    [Theory]
    [InlineData("", 30, "GBP", "p", 1)]
    [InlineData("h1", 0, "GBP", "p", 1)]
    [InlineData("h1", 30, "XXX", "p", 1)]
    [InlineData("h1", 30, "GBP", "", 1)]
    [InlineData("h1", 30, "GBP", "p", 0)]
    public void A_malformed_hold_is_refused_for_ever_whatever_the_account_is(string id, int amount, string currency, string purpose, int hours) => Assert.Equal(
        false, AccountDecider.Decide(In(AccountStatus.Closed), new PlaceHold(id, amount, currency, Now.AddHours(hours), purpose, IsDeclinedForGood: true), Now).Refusal?.IsTransient);

    [Fact]
    public void Money_that_was_sent_is_declined_for_good_and_changes_nothing()
    {
        var frozen = In(AccountStatus.Frozen);

        var declined = Single<CreditDeclined>(frozen, new Credit(5m, "GBP", "transfer/17850/1", CreditKind.Sent, new("17850", "main")));

        Assert.Equal(frozen, AccountDecider.Evolve(frozen, declined));
        Assert.Equal(Refusal.Final(Code.AccountFrozen, declined.Reason), AccountRefusal.RecordedBy(declined));
    }

    [Fact]
    public void What_was_promised_before_an_account_was_frozen_is_kept()
    {
        var frozen = Fold(WithHold, Freeze);

        Assert.Equal("Frozen", Describe(frozen, Capture));
        Assert.Equal("Frozen", Describe(frozen, Release));
    }

    [Fact]
    public void Money_that_returns_opens_a_closed_account_again()
    {
        var decision = AccountDecider.Decide(In(AccountStatus.Closed), Return, Now);

        Assert.Equal<AccountEvent>(
            [new AccountReopened(Return.Source, Now), new MoneyCredited(5m, "GBP", Return.Source, CreditKind.Returned, Now)], decision.Events);
    }

    [Fact]
    public void Money_that_returns_is_taken_by_an_account_that_is_full_and_other_money_is_not()
    {
        var full = In(AccountStatus.Open) with { Balance = MoneyLimits.BalanceMax };

        Assert.Equal(ForNow(Code.BalanceTooLarge), Describe(full, Put with { Amount = 0.01m }));
        Assert.Equal(ForNow(Code.BalanceTooLarge), Describe(full, Arrive));
        Assert.Equal(MoneyLimits.BalanceMax + 5m, AccountDecider.Evolve(full, Single<MoneyCredited>(full, Return)).Balance);
    }

    [Fact]
    public void The_finest_amount_is_exact_beside_the_largest_balance()
    {
        var full = Fold(Account.Initial, new OpenAccount("BHD", 0m)) with { Balance = MoneyLimits.BalanceMax - 0.001m };

        Assert.Equal(MoneyLimits.BalanceMax, Fold(full, new Deposit(0.001m, "BHD", "cash")).Balance);
    }

    [Fact]
    public void Open_holds_are_bounded()
    {
        var holds = Enumerable.Range(0, AccountLimits.OpenHoldCountMax).Select(number => KeyValuePair.Create($"n{number}", new Hold(0.01m, Now, "x")));
        var account = In(AccountStatus.Open) with { Holds = Account.Initial.Holds.AddRange(holds) };

        Assert.Equal(ForNow(Code.TooManyHolds), Describe(account, Place));
    }

    [Fact]
    public void A_view_shows_what_the_account_is()
    {
        var view = WithHold.ToView(version: 3);

        Assert.Equal(new()
        {
            Status = AccountStatus.Open,
            Currency = "GBP",
            Balance = 100m,
            Held = 30m,
            Available = 70m,
            OverdraftLimit = 50m,
            OpenHoldCount = 1,
            Version = 3,
        }, view);
    }
}
