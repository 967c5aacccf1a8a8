using CommandProcessor.Silo.Bank;

namespace CommandProcessor.Silo.Tests.Bank;

/// <summary>The auditor of the bank: what it adds up, what it waits for, and what it does not let pass.</summary>
public sealed class BankLedgerTests
{
    private const decimal PaidIn = 2 * BankPlan.Funding;

    private readonly BankPlan _plan = new(accountCount: 2, transferCount: 1, seed: 1);
    private readonly BankLedger _ledger;
    private readonly BankEvents _events;
    private readonly List<MoneyInTransit> _ended = [];

    public BankLedgerTests()
    {
        _ledger = new(_plan) { Ended = _ended.Add };
        _events = new BankEvents(_ledger, _plan).Fund();
    }

    private BankSum Sum => _ledger.Sums["GBP"];

    [Fact]
    public void Money_is_held_then_in_transit_then_in_the_other_account()
    {
        _events.Request().Hold();
        var held = Sum;
        _events.Take();
        var taken = Sum;
        _events.TakeIn().Complete();

        Assert.Equal(new BankSum(PaidIn, PaidIn, BankEvents.Amount, 0), held);
        Assert.Equal(new BankSum(PaidIn, PaidIn - BankEvents.Amount, 0, BankEvents.Amount), taken);
        Assert.Equal(new BankSum(PaidIn, PaidIn, 0, 0), Sum);
        Assert.Equal(BankPlan.Funding + BankEvents.Amount, _ledger.StateOf(_events.Payee).Balance);
        AssertOver();
    }

    [Fact]
    public void Money_that_is_declined_is_in_transit_until_it_is_back()
    {
        _events.Request().Hold().Take().Decline();
        var declined = Sum;
        _events.Return().Reject();

        Assert.Equal(BankEvents.Amount, declined.InTransit);
        Assert.Equal(new BankSum(PaidIn, PaidIn, 0, 0), Sum);
        AssertOver();
    }

    [Fact]
    public void What_arrives_before_it_left_has_its_payer_read_on()
    {
        _events.TakeIn();
        var first = _ledger.MissingFrom();
        _events.Request().Hold().Take();

        Assert.Equal(_events.Payer.PartitionKey, first);
        Assert.Null(_ledger.MissingFrom());
        Assert.True(Sum.IsRight);
    }

    [Fact]
    public void What_is_completed_before_it_arrived_has_its_payee_read_on()
    {
        _events.Request().Hold().Take().Complete();
        var first = _ledger.MissingFrom();
        var endedBefore = _ended.Count;
        _events.TakeIn();

        Assert.Equal(_events.Payee.PartitionKey, first);
        Assert.Equal(0, endedBefore);
        AssertOver();
    }

    [Fact]
    public void What_comes_back_before_it_was_declined_has_its_payee_read_on()
    {
        _events.Request().Hold().Take().Return();

        Assert.Equal(_events.Payee.PartitionKey, _ledger.MissingFrom());
    }

    [Fact]
    public void Money_that_arrives_twice_is_a_mistake()
    {
        _events.Request().Hold().Take().TakeIn().TakeIn();

        Assert.Contains("taken in twice", Assert.Single(_ledger.Mistakes), StringComparison.Ordinal);
    }

    [Fact]
    public void Money_that_arrives_again_after_the_end_is_a_mistake()
    {
        _events.Request().Hold().Take().TakeIn().Complete().TakeIn();
        Assert.NotNull(_ledger.MissingFrom());
        _ledger.GiveUpMissing();

        Assert.Contains(_events.Name, Assert.Single(_ledger.Mistakes), StringComparison.Ordinal);
        Assert.Null(_ledger.MissingFrom());
    }

    [Fact]
    public void Money_that_both_arrives_and_comes_back_does_not_add_up()
    {
        _events.Request().Hold().Take().TakeIn().Return();

        Assert.False(Sum.IsRight);
    }

    [Theory]
    [InlineData(9, 10)]
    [InlineData(10, 9)]
    [InlineData(9, 9)]
    public void Another_amount_than_was_asked_for_does_not_add_up(int taken, int takenIn)
    {
        _events.Request().Hold().Take(taken).TakeIn(takenIn).Complete();
        var sums = Sum;
        _ledger.Check();

        Assert.Equal(taken == takenIn, sums.IsRight); // What left and arrived alike is nobody's loss.
        Assert.Equal(sums.IsRight ? 0 : 1, _ledger.Mistakes.Count);
    }

    [Fact]
    public void An_account_below_its_limit_is_a_mistake()
    {
        var ledger = new BankLedger(_plan);

        _ = new BankEvents(ledger, _plan).Open().Hold();

        Assert.Contains("below its overdraft limit", Assert.Single(ledger.Mistakes), StringComparison.Ordinal);
    }

    [Fact]
    public void Another_banks_events_are_passed_over()
    {
        var other = new BankPlan(accountCount: 3, transferCount: 1, seed: 1);
        var before = _ledger.EventCount;

        _ = new BankEvents(_ledger, other).Fund();

        Assert.Equal(before, _ledger.EventCount);
    }

    private void AssertOver()
    {
        Assert.Equal(_events.Transfer, Assert.Single(_ended).Id);
        Assert.Equal((0, 0), (_ledger.OpenCount, _ledger.InTransitCount));
        _ledger.Check();
        Assert.Empty(_ledger.Mistakes);
    }
}
