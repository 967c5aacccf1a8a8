using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace CommandProcessor.Projections.Recommendations;

/// <summary>What was bought together with a product in the orders of a partition. Weights are orders, worth what they were worth at a time.</summary>
[GenerateSerializer, Immutable, Alias("product-company")]
public sealed record ProductCompany
{
    /// <summary>Position of the newest order that it is in.</summary>
    [Id(0)] public required long ChangedAt { get; init; }

    /// <summary>The time that all weights are as of: that of the latest order.</summary>
    [Id(1)] public required DateTimeOffset At { get; init; }

    /// <summary>Orders with the product.</summary>
    [Id(2)] public required float Weight { get; init; }

    [Id(3)] public required ImmutableArray<Companion> Companions { get; init; }

    /// <summary>Counts one more order, of the product and the others.</summary>
    public static ProductCompany Add(
        ProductCompany? before, IReadOnlyList<string> together, string sku, DateTimeOffset at, long position, RecommendationOptions options)
    {
        before ??= new() { ChangedAt = position, At = at, Weight = 0, Companions = [] };
        var latest = at > before.At ? at : before.At;
        var worth = (float)HalfLife.Decay(latest - at, options.HalfLifeDays);
        var companions = Decayed(before, HalfLife.Decay(latest - before.At, options.HalfLifeDays), out var weight);
        foreach (var other in together)
        {
            if (other != sku) Count(companions, other, worth, options.CompanionCountMax);
        }

        return new() { ChangedAt = position, At = latest, Weight = weight + worth, Companions = companions.DrainToImmutable() };
    }

    private static ImmutableArray<Companion>.Builder Decayed(ProductCompany before, double decay, out float weight)
    {
        var builder = ImmutableArray.CreateBuilder<Companion>(before.Companions.Length + 1);
        foreach (var companion in before.Companions)
            builder.Add(companion with { Weight = (float)(companion.Weight * decay), Error = (float)(companion.Error * decay) });
        weight = (float)(before.Weight * decay);
        return builder;
    }

    /// <summary>Space-saving: a new one takes the place of the least frequent, and its weight as what it may be wrong by.</summary>
    private static void Count(ImmutableArray<Companion>.Builder companions, string sku, float worth, int countMax)
    {
        var least = 0;
        for (var at = 0; at < companions.Count; at++)
        {
            var companion = companions[at];
            if (companion.Sku == sku)
            {
                companions[at] = companion with { Weight = companion.Weight + worth };
                return;
            }

            if (companion.Weight < companions[least].Weight) least = at;
        }

        if (companions.Count < countMax) companions.Add(new(sku, worth, 0));
        else companions[least] = new(sku, companions[least].Weight + worth, companions[least].Weight);
    }
}

/// <summary>A product bought together with another. Its name is short in rows, as there are many.</summary>
/// <param name="Sku">Which.</param>
/// <param name="Weight">Orders with both; never less than there were.</param>
/// <param name="Error">By how much that may be too many.</param>
[GenerateSerializer, Immutable, Alias("companion")]
public readonly record struct Companion(
    [property: Id(0), JsonPropertyName("s")] string Sku,
    [property: Id(1), JsonPropertyName("w")] float Weight,
    [property: Id(2), JsonPropertyName("e"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] float Error)
{
    /// <summary>Orders with both; never more than there were.</summary>
    [JsonIgnore]
    public float Certain => Weight - Error;
}
