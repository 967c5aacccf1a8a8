using CommandProcessor.Client;
using CommandProcessor.Grains.Interfaces.Accounts;
using CommandProcessor.Grains.Interfaces.Commands;
using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Interfaces.Stock;
using CommandProcessor.Silo.Retail;

namespace CommandProcessor.Silo.Replay;

/// <summary>
/// What must be there before the first order: products with stock, customers with money, and the shop's account. Each command has an id that follows
/// from what it asks for, so done again it does nothing.
/// </summary>
internal sealed class ShopOpening(ClientSession session, Action<string> refused)
{
    private const string Principal = "shop";

    /// <summary>Before anything in the data.</summary>
    private static readonly DateTimeOffset At = new(2010, 11, 30, 0, 0, 0, TimeSpan.Zero);

    public async Task RunAsync(RetailPlan plan, int callerCount, CancellationToken cancellationToken)
    {
        var options = new ParallelOptions { MaxDegreeOfParallelism = callerCount, CancellationToken = cancellationToken };
        await OpenAsync(RetailAccounts.Shop, cancellationToken);
        await Parallel.ForEachAsync(plan.Products, options, async (product, token) => await StockAsync(product, token));
        await Parallel.ForEachAsync(plan.Payers, options, async (payer, token) => await FundAsync(payer, token));
    }

    /// <summary>A product that another file has registered under another name or price keeps them.</summary>
    private async Task StockAsync(RetailProduct product, CancellationToken cancellationToken)
    {
        var (sku, received) = (product.Sku, product.Received);
        var registered = await session.Stock.RegisterAsync(
            sku, product.Name, product.Category, product.Price, RetailAccounts.Currency, Options($"stock/{sku}/register"), cancellationToken);
        if (registered is not CommandOutcome.Refused { Refusal.Code: StockRefusalCode.AlreadyRegistered }) Check(registered, $"{sku} registered");
        Check(await session.Stock.ReceiveAsync(sku, received, "First delivery", Options($"stock/{sku}/receive/{received}"), cancellationToken), $"{sku} received");
        var level = product.ReorderLevel;
        Check(await session.Stock.SetReorderLevelAsync(sku, level, Options($"stock/{sku}/reorder-level/{level}"), cancellationToken), $"{sku} reorder level");
    }

    private async Task FundAsync(RetailPayer payer, CancellationToken cancellationToken)
    {
        var account = RetailAccounts.Of(payer.Customer);
        await OpenAsync(account, cancellationToken);
        if (payer.Deposit > 0)
        {
            var options = Options(FormattableString.Invariant($"account/{account}/deposit/{payer.Deposit}"));
            Check(await session.Accounts.DepositAsync(account, payer.Deposit, RetailAccounts.Currency, "Paid in", options, cancellationToken), $"{account} deposit");
        }

        if (!payer.HasBlockedCard) return;
        var blocked = RetailAccounts.Blocked(payer.Customer);
        await OpenAsync(blocked, cancellationToken);
        Check(await session.Accounts.FreezeAsync(blocked, "The card was reported stolen", Options($"account/{blocked}/freeze"), cancellationToken), $"{blocked} freeze");
    }

    private async Task OpenAsync(AccountId account, CancellationToken cancellationToken) => Check(
        await session.Accounts.OpenAsync(account, RetailAccounts.Currency, options: Options($"account/{account}/open"), cancellationToken: cancellationToken),
        $"{account} opened");

    private void Check(CommandOutcome outcome, string what)
    {
        if (outcome is CommandOutcome.Refused { Refusal.Message: var message }) refused($"{what}: {message}");
    }

    private static CommandOptions Options(string intent) => new() { CommandId = CommandId.Derive(At, $"retail/{intent}"), Principal = Principal };
}
