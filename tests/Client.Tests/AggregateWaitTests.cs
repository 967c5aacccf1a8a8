using CommandProcessor.Grains.Interfaces.Accounts;
using CommandProcessor.Grains.Interfaces.Commands;
using CommandProcessor.Grains.Interfaces.Events;

namespace CommandProcessor.Client.Tests;

public sealed class AggregateWaitTests
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);
    private static readonly AccountId Account = new("17850", "main");
    private readonly ClientFixture _fixture = new();

    private AccountCommands Accounts => _fixture.Client.Accounts;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_account_is_looked_at_until_it_is_as_wanted()
    {
        Has(10m, version: 2).Has(40m, version: 3).Has(100m, version: 4);

        var view = await Accounts.UntilAsync(Account, account => account.Balance >= 100m, Timeout, Token);

        Assert.Equal(100m, view?.Balance);
        Assert.Equal([0L, 2L, 3L], _fixture.Grains.Account.Waits.Select(wait => wait.Version));
    }

    [Fact]
    public async Task What_it_is_at_the_end_of_the_time_is_the_answer()
    {
        Has(10m, version: 2).HasNothingMore(10m, version: 2);

        var waiting = Accounts.UntilAsync(Account, account => account.Balance >= 100m, Timeout, Token);
        await _fixture.DriveAsync(waiting);

        Assert.Equal(10m, (await waiting)?.Balance);
    }

    [Fact]
    public async Task Without_a_wish_or_a_time_nothing_is_asked()
    {
        var client = _fixture.Client;

        await Assert.ThrowsAsync<ArgumentNullException>(() => client.Accounts.UntilAsync(Account, null!, Timeout, Token));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => client.Payments.UntilAsync(new("17850", "1"), _ => true, TimeSpan.Zero, Token));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => client.Stock.UntilAsync(new("85123A"), _ => true, TimeSpan.FromDays(2), Token));
        await Assert.ThrowsAsync<ArgumentException>(() => client.Shipments.UntilAsync(default, _ => true, Timeout, Token));
        await Assert.ThrowsAsync<ArgumentException>(() => client.Transfers.UntilAsync(default, _ => true, Timeout, Token));

        Assert.Empty(_fixture.Grains.Asked);
    }

    private AggregateWaitTests Has(decimal balance, long version)
    {
        _fixture.Grains.Account.WaitAnswers.Enqueue((_, _) => Task.FromResult(Answer(balance, version)));
        return this;
    }

    private void HasNothingMore(decimal balance, long version) => _fixture.Grains.Account.WaitAnswers.Enqueue(async (timeout, token) =>
    {
        await Task.Delay(timeout > TimeSpan.Zero ? timeout : TimeSpan.Zero, _fixture.Time, token);
        return Answer(balance, version);
    });

    private static ViewAnswer<AccountView> Answer(decimal balance, long version) => new(
        new()
        {
            Status = AccountStatus.Open, Currency = "GBP", Balance = balance, Held = 0, Available = balance, OverdraftLimit = 0, OpenHoldCount = 0, Version = version,
        },
        new CommitPosition(3, version));
}
