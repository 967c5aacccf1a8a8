namespace CommandProcessor.Grains.Interfaces.Events;

/// <summary>What events are ordered by: "customer/17850" or "sku/85123A". Its kind is the namespace of its stream, its name the stream's key.</summary>
[GenerateSerializer, Immutable, Alias("partition-key")]
public readonly record struct PartitionKey
{
    public const string CustomerKind = "customer";
    public const string SkuKind = "sku";

    private PartitionKey(string value) => Value = value;

    /// <summary>The key as it stands in the journal and on the road.</summary>
    [Id(0)]
    public string Value { get; }

    public string Kind => Value[..Value.IndexOf(Identifier.Separator, StringComparison.Ordinal)];

    public string Name => Value[(Value.IndexOf(Identifier.Separator, StringComparison.Ordinal) + 1)..];

    public static PartitionKey Customer(string customer) => Create(CustomerKind, customer);

    public static PartitionKey Sku(string sku) => Create(SkuKind, sku);

    /// <exception cref="ArgumentException">A part is no <see cref="Identifier"/>.</exception>
    public static PartitionKey Create(string kind, string name) =>
        new(Identifier.Checked(kind, "Kind of partition key") + Identifier.Separator + Identifier.Checked(name, kind));

    /// <exception cref="FormatException">The text is not kind/name.</exception>
    public static PartitionKey Parse(string text)
    {
        var at = Identifier.EndOfFirst(text);
        if (at <= 0 || !Identifier.IsFaultless(text.AsSpan(at + 1)))
            throw new FormatException($"'{text}' is no partition key; expected kind/name.");
        return new(text);
    }

    public override string ToString() => Value;
}
