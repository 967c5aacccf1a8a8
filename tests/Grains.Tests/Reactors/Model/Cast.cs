using System.Collections.Immutable;
using CommandProcessor.Grains.Interfaces.Accounts;
using CommandProcessor.Grains.Interfaces.Orders;
using CommandProcessor.Grains.Interfaces.Stock;
using CommandProcessor.Grains.Reactors.Steps;

namespace CommandProcessor.Grains.Tests.Reactors.Model;

/// <summary>Who and what there is: little money and little stock, two currencies, an account that is empty and one that was never opened.</summary>
internal static class Cast
{
    public const string Deposited = "cash";
    public const string Supplied = "supplier";

    public static readonly ImmutableArray<string> Customers = ["ada", "bob", "cy"];
    public static readonly ImmutableArray<string> Skus = ["mug", "lamp", "clock"];
    public static readonly AccountId Shop = new("shop", "main");
    public static readonly AccountId Spare = new("bob", "spare");
    public static readonly AccountId Euros = new("ada", "euros");
    public static readonly AccountId Nobody = new("nobody", "none");
    public static readonly ImmutableArray<AccountId> Accounts = [.. Customers.Select(MainOf), Shop, Spare, Euros];

    /// <summary>More than the shop may owe.</summary>
    public static readonly Step Fund = Step.To(Shop, new AccountCommand.Deposit(100_000m, "GBP", Deposited));

    public static AccountId MainOf(string customer) => new(customer, "main");

    public static string CurrencyOf(AccountId account) => account == Euros ? "EUR" : "GBP";

    /// <summary>What makes the world as it is at the beginning of each run.</summary>
    /// <param name="cash">Of the shop.</param>
    public static IEnumerable<Step> Opening(Random random, decimal cash)
    {
        foreach (var account in Accounts)
        {
            yield return Step.To(account, new AccountCommand.OpenAccount(CurrencyOf(account), 0m));
            var amount = account == Shop ? cash : account == Spare ? 0 : random.Next(30, 300);
            if (amount > 0) yield return Step.To(account, new AccountCommand.Deposit(amount, CurrencyOf(account), Deposited));
        }

        foreach (var sku in Skus)
        {
            yield return Step.To(new Sku(sku), new StockCommand.RegisterProduct(sku, "home", 5m, "GBP"));
            yield return Step.To(new Sku(sku), new StockCommand.ReceiveStock(random.Next(3, 40), Supplied));
        }
    }

    /// <summary>1 to 4 lines, some of the same product.</summary>
    public static ImmutableArray<OrderLine> Lines(Random random) =>
        [.. Enumerable.Range(0, random.Next(1, 5)).Select(_ => new OrderLine(Skus[random.Next(Skus.Length)], random.Next(1, 4), random.Next(1, 1_000) / 100m))];
}
