using System.Text.Json.Serialization;
using CommandProcessor.Grains.Interfaces.Events;

namespace CommandProcessor.Grains.Interfaces.Stock;

/// <summary>A product and its stock: "85123A".</summary>
[GenerateSerializer, Immutable, Alias("sku")]
[JsonConverter(typeof(AggregateIdentityJson<Sku>))]
public readonly record struct Sku : IAggregateIdentity<Sku>
{
    public const string Kind = "stock";

    /// <exception cref="ArgumentException">It is no <see cref="Identifier"/>.</exception>
    public Sku(string value)
    {
        Value = value;
        if (Mistake() is { } mistake) throw new ArgumentException(mistake);
    }

    [Id(0)] public string Value { get; }

    public string GrainKey => Value;

    static string IAggregateIdentity<Sku>.Kind => Kind;

    public AggregateId Aggregate => AggregateId.Create(Kind, Value);

    public PartitionKey PartitionKey => PartitionKey.Sku(Value);

    /// <exception cref="FormatException">The text is no SKU.</exception>
    public static Sku Parse(string text) =>
        Identifier.Mistake(text, "SKU") is { } mistake ? throw new FormatException(mistake) : new(text);

    public string? Mistake() => Identifier.Mistake(Value, "SKU");

    public override string ToString() => Value;
}
