using CommandProcessor.Client.Sending;
using CommandProcessor.Grains.Interfaces.Accounts;
using CommandProcessor.Grains.Interfaces.Commands;
using CommandProcessor.Grains.Interfaces.Queries;

namespace CommandProcessor.Client;

/// <summary>
/// Commands to accounts, and looks at them. Each command answers with an outcome, accepted or refused;
/// <see cref="CommandOutcomeExtensions.OrThrowAsync"/> turns a refusal into a <see cref="CommandRefusedException"/>. A command that got no
/// answer in time throws <see cref="CommandNotAnsweredException"/> and may be sent again under the id that the exception names.
/// </summary>
public sealed class AccountCommands
{
    private readonly AggregateCalls<IAccountGrain, AccountId, AccountCommand, AccountView> _calls;

    internal AccountCommands(CommandSender commands, QuerySender queries) => _calls = new(commands, queries);

    public Task<CommandOutcome> OpenAsync(
        AccountId account, string currency, decimal overdraftLimit = 0,
        CommandOptions? options = null, CancellationToken cancellationToken = default) =>
        SendAsync(account, new AccountCommand.OpenAccount(currency, overdraftLimit), options, cancellationToken);

    public Task<CommandOutcome> DepositAsync(
        AccountId account, decimal amount, string currency, string reference,
        CommandOptions? options = null, CancellationToken cancellationToken = default) =>
        SendAsync(account, new AccountCommand.Deposit(amount, currency, reference), options, cancellationToken);

    public Task<CommandOutcome> WithdrawAsync(
        AccountId account, decimal amount, string currency, string reference,
        CommandOptions? options = null, CancellationToken cancellationToken = default) =>
        SendAsync(account, new AccountCommand.Withdraw(amount, currency, reference), options, cancellationToken);

    public Task<CommandOutcome> PlaceHoldAsync(
        AccountId account, AccountCommand.PlaceHold command,
        CommandOptions? options = null, CancellationToken cancellationToken = default) =>
        SendAsync(account, command, options, cancellationToken);

    /// <summary>Takes a hold, whole (null) or in part, out of the account.</summary>
    public Task<CommandOutcome> CaptureHoldAsync(
        AccountId account, string holdId, decimal? amount = null,
        CommandOptions? options = null, CancellationToken cancellationToken = default) =>
        SendAsync(account, new AccountCommand.CaptureHold(holdId, amount), options, cancellationToken);

    public Task<CommandOutcome> ReleaseHoldAsync(
        AccountId account, string holdId, CommandOptions? options = null, CancellationToken cancellationToken = default) =>
        SendAsync(account, new AccountCommand.ReleaseHold(holdId), options, cancellationToken);

    public Task<CommandOutcome> ExpireHoldAsync(
        AccountId account, string holdId, CommandOptions? options = null, CancellationToken cancellationToken = default) =>
        SendAsync(account, new AccountCommand.ExpireHold(holdId), options, cancellationToken);

    /// <summary>Credits money that is in transit in nobody's name, such as interest.</summary>
    public Task<CommandOutcome> CreditAsync(
        AccountId account, decimal amount, string currency, string source, CommandOptions? options = null, CancellationToken cancellationToken = default) =>
        SendAsync(account, new AccountCommand.Credit(amount, currency, source, CreditKind.Plain), options, cancellationToken);

    public Task<CommandOutcome> FreezeAsync(
        AccountId account, string reason, CommandOptions? options = null, CancellationToken cancellationToken = default) =>
        SendAsync(account, new AccountCommand.FreezeAccount(reason), options, cancellationToken);

    public Task<CommandOutcome> UnfreezeAsync(
        AccountId account, string reason, CommandOptions? options = null, CancellationToken cancellationToken = default) =>
        SendAsync(account, new AccountCommand.UnfreezeAccount(reason), options, cancellationToken);

    public Task<CommandOutcome> CloseAsync(
        AccountId account, CommandOptions? options = null, CancellationToken cancellationToken = default) =>
        SendAsync(account, new AccountCommand.CloseAccount(), options, cancellationToken);

    /// <summary>Sends any command of an account.</summary>
    /// <exception cref="ArgumentException">The id, the command or an option is malformed; nothing was sent.</exception>
    /// <exception cref="CommandNotAnsweredException">No answer within the deadline; whether it was carried out is not known.</exception>
    public Task<CommandOutcome> SendAsync(
        AccountId account, AccountCommand command, CommandOptions? options = null, CancellationToken cancellationToken = default) =>
        _calls.SendAsync(account, command, options, cancellationToken);

    /// <summary>
    /// What an account is, or null if nothing was ever recorded of it; one that was never opened and had to decline something has the status None. It is
    /// what the journal has at one moment between the call and the answer, so every command answered before is in it.
    /// </summary>
    /// <exception cref="QueryNotAnsweredException">No answer within the deadline.</exception>
    public Task<AccountView?> GetAsync(AccountId account, CancellationToken cancellationToken = default) => _calls.GetAsync(account, cancellationToken);

    /// <summary>What the account was at a version, a position of its partition or a time, or null if it was not there yet.</summary>
    /// <exception cref="ArgumentException">The point is not in the journal, or lies after more events than one answer may fold.</exception>
    /// <exception cref="QueryNotAnsweredException">No answer within the deadline.</exception>
    public Task<AccountView?> GetAsync(AccountId account, AsOf asOf, CancellationToken cancellationToken = default) =>
        _calls.GetAsync(account, asOf, cancellationToken);

    /// <summary>
    /// Waits until it looks as wanted, or the time is over, and says how it was seen last; null if there was nothing to see. It is told as soon as an
    /// event is durable; nobody asks again and again meanwhile.
    /// </summary>
    /// <exception cref="QueryNotAnsweredException">Not even how it looks could be told within the time.</exception>
    public Task<AccountView?> UntilAsync(
        AccountId account, Func<AccountView, bool> isWanted, TimeSpan timeout, CancellationToken cancellationToken = default) =>
        _calls.GetUntilAsync(account, static view => view.Version, isWanted, timeout, cancellationToken);
}
