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
    public static AggregateId Parse(string text)
    {
        var at = Identifier.EndOfFirst(text);
        return at > 0 && at < text.Length - 1
            ? new(text)
            : throw new FormatException($"'{text}' is no aggregate id; expected kind/key, such as order/17850/536365.");
    }

    /// <summary>True if a text is the id of an aggregate of one kind; false if it is anything else.</summary>
    /// <exception cref="FormatException">It begins with that kind, but its key is none.</exception>
    public static bool Names<TId>(string text, out TId id)
        where TId : struct, IAggregateIdentity<TId>
    {
        var isOfKind = text.StartsWith(TId.Kind + Identifier.Separator, StringComparison.Ordinal);
        id = isOfKind ? TId.Parse(Parse(text).GrainKey) : default;
        return isOfKind;
    }

    public override string ToString() => Value;
}
