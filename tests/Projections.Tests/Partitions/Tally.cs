using System.Text.Json.Serialization;
using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Projections.Partitions;

namespace CommandProcessor.Projections.Tests.Partitions;

/// <summary>A small view over everybody: how many events each customer has, which orders are open, and a line for each event.</summary>
internal sealed class TallyModel : PartitionModel
{
    public TallyModel()
    {
        Customers = Table("customers", TallyJson.Default.TallyRow);
        Open = Table("open", TallyJson.Default.TallyRow);
        Lines = Log(TallyJson.Default.TallyRow);
    }

    public ModelTable<TallyRow> Customers { get; }

    public ModelTable<TallyRow> Open { get; }

    public ModelLog<TallyRow> Lines { get; }
}

internal sealed record TallyRow(int Count, long Last);

[JsonSerializable(typeof(TallyRow))]
internal sealed partial class TallyJson : JsonSerializerContext;

internal sealed class TallyProjection : IPartitionProjection<TallyModel>
{
    public string Name => "tally";

    public int Version => 1;

    public string Rules { get; init; } = "";

    /// <summary>By how much each event counts: one of the rules.</summary>
    public int Weight { get; init; } = 1;

    /// <summary>Events that it cannot apply.</summary>
    public Func<RecordedEvent, bool> Refuses { get; set; } = static _ => false;

    public TallyModel NewModel() => new();

    public void Apply(TallyModel model, RecordedEvent recorded)
    {
        var customer = recorded.Key.Name;
        model.Customers.Set(customer, new((model.Customers.Find(customer)?.Count ?? 0) + Weight, recorded.Position));
        model.Lines.Write($"{recorded.Partition}@{recorded.Position}", recorded.RecordedAt, new(1, recorded.Position));
        if (recorded.Version == 1) model.Open.Set(recorded.Aggregate.GrainKey, new(1, recorded.Position));
        if (recorded.Type is "order-cancelled" or "items-returned") model.Open.Remove(recorded.Aggregate.GrainKey);
        if (Refuses(recorded)) throw new FormatException($"{recorded.Type} is not known."); // After it has changed something.
    }
}
