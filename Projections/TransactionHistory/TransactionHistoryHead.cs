using System.Collections.Immutable;
using CommandProcessor.Grains.Interfaces.Accounts;
using CommandProcessor.Grains.Interfaces.TransactionHistory;

namespace CommandProcessor.Projections.TransactionHistory;

/// <summary>An owner's accounts as they are kept; as small after 1,000,000 entries as after ten.</summary>
/// <param name="Accounts">In the order in which they were opened: an account's entries are found by its place.</param>
/// <param name="Errands">Payments and transfers of the owner's that may still move money, the oldest first.</param>
public sealed record TransactionHistoryHead(ImmutableArray<AccountSummary> Accounts, ImmutableArray<Errand> Errands)
{
    /// <summary>Errands that are remembered at most. Of those before them entries do not tell the other account.</summary>
    public const int ErrandCountMax = 100;

    public static TransactionHistoryHead Empty { get; } = new([], []);

    /// <summary>The place of an account among the others; -1 if there is none of that number.</summary>
    internal int PlaceOf(string number)
    {
        for (var place = 0; place < Accounts.Length; place++)
            if (Accounts[place].Number == number) return place;
        return -1;
    }

    internal Errand? Find(string? name) => name is null ? null : Errands.FirstOrDefault(errand => errand.Name == name);

    internal TransactionHistoryHead Begin(Errand errand)
    {
        var others = Errands.RemoveAll(known => known.Name == errand.Name);
        return this with { Errands = [.. others.Skip(others.Length - ErrandCountMax + 1), errand] };
    }

    internal TransactionHistoryHead End(string name) =>
        Find(name) is { } errand ? this with { Errands = Errands.Remove(errand) } : this;
}

/// <summary>What a payment or transfer of the owner's says of the money that moves under its name.</summary>
public sealed record Errand(string Name, AccountId From, AccountId To, string Reference)
{
    /// <summary>The account on the other side.</summary>
    internal AccountId Opposite(AccountId account) => account == From ? To : From;
}
