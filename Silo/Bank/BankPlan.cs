using System.Globalization;
using CommandProcessor.Grains.Interfaces.Accounts;
using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Interfaces.Transfers;

namespace CommandProcessor.Silo.Bank;

/// <summary>
/// A bank of so many accounts, each with the same money in it, and the transfers that a seed makes: the same for ever, so that a run that was
/// killed is gone on with. A few accounts are frozen and a few are in another currency: what is sent to them comes back.
/// </summary>
internal sealed class BankPlan(int accountCount, int transferCount, int seed)
{
    public const decimal Funding = 1_000m;
    public const string Currency = "GBP";
    public const string OtherCurrency = "EUR";
    public const int AccountCountMin = 2;

    /// <summary>Every so many-th account is in the other currency, another one of them frozen.</summary>
    private const int Rarity = 100;
    private const int OtherCurrencyAt = 33;
    private const int FrozenAt = 66;

    /// <summary>Most transfers are small; the largest few are more than most accounts hold.</summary>
    private const int PenniesMax = 150_000;

    /// <summary>Of the bank's commands that may not be repeated: long ago, so that an id is the same in every run.</summary>
    private static readonly DateTimeOffset OpenedAt = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly string _ownerPrefix = string.Create(CultureInfo.InvariantCulture, $"bank{accountCount}-");
    private readonly string _transferPrefix = string.Create(CultureInfo.InvariantCulture, $"s{seed}-");

    public int AccountCount => accountCount;

    public int TransferCount => transferCount;

    public int Seed => seed;

    /// <summary>Every account once.</summary>
    public IEnumerable<AccountId> Accounts => Enumerable.Range(0, accountCount).Select(AccountOf);

    /// <summary>All that was ever paid in, by currency, when every account is funded.</summary>
    public IReadOnlyDictionary<string, decimal> PaidIn => Enumerable.Range(0, accountCount)
        .GroupBy(CurrencyOf).ToDictionary(accounts => accounts.Key, accounts => accounts.Count() * Funding);

    public int FrozenCount => Enumerable.Range(0, accountCount).Count(IsFrozen);

    public static string CurrencyOf(int account) => account % Rarity == OtherCurrencyAt ? OtherCurrency : Currency;

    public static bool IsFrozen(int account) => account % Rarity == FrozenAt;

    public AccountId AccountOf(int account) => new(_ownerPrefix + account.ToString(CultureInfo.InvariantCulture), "main");

    /// <summary>The id of the deposit into an account, which must happen once.</summary>
    public CommandId FundingOf(int account) => CommandId.Derive(OpenedAt, $"{AccountOf(account)}/fund");

    /// <summary>True if the key is one of this bank's customers.</summary>
    public bool Owns(PartitionKey key) =>
        key.Kind == PartitionKey.CustomerKind && key.Name.StartsWith(_ownerPrefix, StringComparison.Ordinal);

    /// <summary>The transfer's number in this plan, or null if another seed made it.</summary>
    public int? NumberOf(TransferId transfer)
    {
        if (!transfer.Number.StartsWith(_transferPrefix, StringComparison.Ordinal)) return null;
        var text = transfer.Number.AsSpan(_transferPrefix.Length);
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= transferCount ? number : null;
    }

    /// <summary>The transfers in order; a plan of more begins with the same.</summary>
    public IEnumerable<PlannedTransfer> Transfers()
    {
        var random = new Random(seed);
        for (var number = 1; number <= transferCount; number++)
        {
            var from = random.Next(accountCount);
            var to = (from + 1 + random.Next(accountCount - 1)) % accountCount;
            var share = random.NextDouble();
            var amount = (1 + (int)(share * share * share * share * share * share * PenniesMax)) / 100m;
            var owner = AccountOf(from).Owner;
            var id = new TransferId(owner, _transferPrefix + number.ToString(CultureInfo.InvariantCulture));
            yield return new(number, id, new(AccountOf(from), AccountOf(to), amount, CurrencyOf(from), $"Transfer {number} of seed {seed}"));
        }
    }
}
