namespace CommandProcessor.Grains.Interfaces.Events;

/// <summary>One aggregate among all: its kind and the key of its grain, "order/17850/536365".</summary>
[GenerateSerializer, Immutable, Alias("aggregate-id")]
public readonly record struct AggregateId
{
    private AggregateId(string value) => Value = value;

    /// <summary>The id as it stands in the journal.</summary>
    [Id(0)]
    public string Value { get; }

    public string Kind => Value[..Value.IndexOf(Identifier.Separator, StringComparison.Ordinal)];

    /// <summary>The key of the aggregate's grain, such as "17850/536365".</summary>
    public string GrainKey => Value[(Value.IndexOf(Identifier.Separator, StringComparison.Ordinal) + 1)..];

    public static AggregateId Create(string kind, string grainKey) => new(Identifier.Checked(kind, "Kind of aggregate") + Identifier.Separator + grainKey);

    /// <exception cref="FormatException">The text is not kind/key.</exception>
    public static AggregateId Parse(string text) =>
        Identifier.TrySplit(text, out _, out var key) && key.Length > 0
            ? new(text)
            : throw new FormatException($"'{text}' is no aggregate id; expected kind/key, such as order/17850/536365.");

    public override string ToString() => Value;
}
