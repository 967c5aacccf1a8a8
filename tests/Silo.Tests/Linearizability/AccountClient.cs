using CommandProcessor.Client;
using CommandProcessor.Grains.Interfaces.Accounts;
using CommandProcessor.Grains.Interfaces.Commands;

namespace CommandProcessor.Silo.Tests.Linearizability;

/// <summary>One client with one intent at a time, who writes down what it asked and was told.</summary>
internal sealed class AccountClient(int number, ClientSession session, AccountHistory history, int seed)
{
    public const int AccountCount = 200;

    /// <summary>Half of all goes to a few accounts that everybody uses at the same time; which ones changes after so many operations.</summary>
    private const int BusyAccountCount = 6;
    private const int BusyOperationCount = 600;

    /// <summary>Every amount is a multiple of it, so that a balance that is off by one is wrong whatever else happened.</summary>
    private const int AmountStep = 10;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Random _random = new(seed + number);

    public static AccountId AccountOf(int index) => new($"c{index}", "main");

    public async Task RunAsync(Func<bool> isEnough, CancellationToken cancellationToken)
    {
        while (!isEnough()) await ActAsync(cancellationToken);
    }

    /// <returns>What it saw; null if it gave up.</returns>
    public async Task<AccountOperation?> ReadAsync(AccountId account, CancellationToken cancellationToken)
    {
        var operation = Begin(account, "read", amount: 0);
        try
        {
            var view = await session.Accounts.GetAsync(account, cancellationToken);
            return End(operation, "ok", view is null ? 0 : (long)(view.Balance * 100));
        }
        catch (QueryNotAnsweredException)
        {
            return null; // It says nothing, and changes nothing.
        }
    }

    private async Task ActAsync(CancellationToken cancellationToken)
    {
        var account = AccountOf(_random.Next(2) == 0
            ? (history.Count / BusyOperationCount * BusyAccountCount + _random.Next(BusyAccountCount)) % AccountCount
            : _random.Next(AccountCount));
        var amount = AmountStep * (1 + _random.Next(100));
        switch (_random.Next(20))
        {
            case < 1:
                // Without the version an account that is open already would be fine with it, which the judge does not know.
                await SendAsync(account, "open", 0, new AccountCommand.OpenAccount("GBP", 0), expectedVersion: 0, cancellationToken);
                break;
            case < 8:
                await SendAsync(account, "deposit", amount, new AccountCommand.Deposit(amount / 100m, "GBP", "cash"), null, cancellationToken);
                break;
            case < 14:
                await SendAsync(account, "withdraw", amount, new AccountCommand.Withdraw(amount / 100m, "GBP", "cash"), null, cancellationToken);
                break;
            default:
                await ReadAsync(account, cancellationToken);
                break;
        }
    }

    private async Task SendAsync(
        AccountId account, string op, long amount, AccountCommand command, long? expectedVersion, CancellationToken cancellationToken)
    {
        var timeout = _random.Next(100) == 0 ? TimeSpan.FromMilliseconds(1 + _random.Next(20)) : Patience; // A few give up very soon.
        var operation = Begin(account, op, amount);
        try
        {
            var outcome = await session.Accounts.SendAsync(account, command, new() { ExpectedVersion = expectedVersion, Timeout = timeout }, cancellationToken);
            End(operation, outcome is CommandOutcome.Refused refused ? Expected(refused) : "ok", balance: null);
        }
        catch (CommandNotAnsweredException)
        {
            history.Add(operation with { Result = "unknown" });
        }
    }

    private static string Expected(CommandOutcome.Refused refused)
    {
        Assert.Contains(refused.Refusal.Code,
            (int[])[AccountRefusalCode.NotOpened, AccountRefusalCode.InsufficientFunds, CommonRefusals.WrongExpectedVersion]);
        return "refused";
    }

    private AccountOperation Begin(AccountId account, string op, long amount) =>
        new() { Client = number, Account = account.ToString(), Op = op, Amount = amount, Call = history.Now, Result = "" };

    private AccountOperation End(AccountOperation operation, string result, long? balance)
    {
        var ended = operation with { Return = history.Now, Result = result, Balance = balance };
        history.Add(ended);
        return ended;
    }
}
