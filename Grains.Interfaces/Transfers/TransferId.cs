using System.Text.Json.Serialization;
using CommandProcessor.Grains.Interfaces.Events;

namespace CommandProcessor.Grains.Interfaces.Transfers;

/// <summary>A transfer of an owner: "17850/1".</summary>
[GenerateSerializer, Immutable, Alias("transfer-id")]
[JsonConverter(typeof(AggregateIdentityJson<TransferId>))]
public readonly record struct TransferId : IAggregateIdentity<TransferId>
{
    public const string Kind = "transfer";

    /// <exception cref="ArgumentException">A part is no <see cref="Identifier"/>.</exception>
    public TransferId(string owner, string number)
    {
        Owner = owner;
        Number = number;
        if (Mistake() is { } mistake) throw new ArgumentException(mistake);
    }

    [Id(0)] public string Owner { get; }

    [Id(1)] public string Number { get; }

    public string GrainKey => Owner + Identifier.Separator + Number;

    static string IAggregateIdentity<TransferId>.Kind => Kind;

    public AggregateId Aggregate => AggregateId.Create(Kind, GrainKey);

    public PartitionKey PartitionKey => PartitionKey.Customer(Owner);

    /// <exception cref="FormatException">The text is not owner/number.</exception>
    public static TransferId Parse(string text)
    {
        var (owner, number) = Identifier.Split(text, "Owner", "Transfer number");
        return new(owner, number);
    }

    public string? Mistake() => Identifier.Mistake(Owner, "Owner") ?? Identifier.Mistake(Number, "Transfer number");

    public override string ToString() => GrainKey;
}
