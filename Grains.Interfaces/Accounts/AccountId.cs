using System.Text.Json.Serialization;
using CommandProcessor.Grains.Interfaces.Events;

namespace CommandProcessor.Grains.Interfaces.Accounts;

/// <summary>An account of an owner: "17850/main".</summary>
[GenerateSerializer, Immutable, Alias("account-id")]
[JsonConverter(typeof(AggregateIdentityJson<AccountId>))]
public readonly record struct AccountId : IAggregateIdentity<AccountId>
{
    public const string Kind = "account";

    /// <exception cref="ArgumentException">A part is no <see cref="Identifier"/>.</exception>
    public AccountId(string owner, string number)
    {
        Owner = owner;
        Number = number;
        if (Mistake() is { } mistake) throw new ArgumentException(mistake);
    }

    [Id(0)] public string Owner { get; }

    [Id(1)] public string Number { get; }

    public string GrainKey => Owner + Identifier.Separator + Number;

    static string IAggregateIdentity<AccountId>.Kind => Kind;

    public AggregateId Aggregate => AggregateId.Create(Kind, GrainKey);

    public PartitionKey PartitionKey => PartitionKey.Customer(Owner);

    /// <exception cref="FormatException">The text is not owner/number.</exception>
    public static AccountId Parse(string text)
    {
        var (owner, number) = Identifier.Split(text, "Owner", "Account number");
        return new(owner, number);
    }

    public string? Mistake() => Identifier.Mistake(Owner, "Owner") ?? Identifier.Mistake(Number, "Account number");

    public override string ToString() => GrainKey;
}
