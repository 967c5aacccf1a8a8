using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Interfaces.Queries;
using CommandProcessor.Projections.Partitions;

namespace CommandProcessor.Projections.Tests;

/// <summary>Folds what a journal in memory holds, as the shell would.</summary>
internal static class Folding
{
    public static async Task<ModelFold<TModel>> FoldAsync<TModel>(this MemoryJournal journal, IPartitionProjection<TModel> projection, int partition = 0)
        where TModel : PartitionModel
    {
        var fold = new ModelFold<TModel>(projection);
        foreach (var recorded in await journal.ReadPartitionAsync(partition, 1, int.MaxValue, TestContext.Current.CancellationToken)) fold.Fold(recorded);
        Assert.Empty(fold.Parked);
        return fold;
    }

    public static async Task<IReadOnlyList<TModel>> FoldAllAsync<TModel>(this MemoryJournal journal, IPartitionProjection<TModel> projection)
        where TModel : PartitionModel
    {
        List<TModel> models = [];
        for (var partition = 0; partition < journal.Partitioning.PartitionCount; partition++)
            models.Add((await journal.FoldAsync(projection, partition)).Model);
        return models;
    }

    /// <summary>All rows as they are stored, in a fixed order.</summary>
    public static IReadOnlyList<string> Stored(this PartitionModel model) =>
        [.. model.Tables.SelectMany(table => table.Keys.Order(StringComparer.Ordinal).Select(key => $"{table.Name} {key} {table.Body(key)}"))];

    /// <summary>What a silo would have after it has gone down and come back.</summary>
    public static TModel Reloaded<TModel>(this IPartitionProjection<TModel> projection, TModel model)
        where TModel : PartitionModel
    {
        var reloaded = projection.NewModel();
        foreach (var (from, to) in model.Tables.Zip(reloaded.Tables))
        {
            foreach (var key in from.Keys) to.Load(key, from.Body(key) ?? throw new InvalidOperationException($"{key} has no row."));
        }

        return reloaded;
    }

    /// <summary>The newest position of every partition that the events are in.</summary>
    public static AtLeastAll AtLeastAll(this IEnumerable<RecordedEvent> events) =>
        new([.. events.GroupBy(recorded => recorded.Partition).Select(partition => new CommitPosition(partition.Key, partition.Max(recorded => recorded.Position)))]);

    public static RecordedEvent Append<TId, TEvent>(this MemoryJournal journal, TId id, EventCodec<TEvent> codec, TEvent happened)
        where TId : struct, IAggregateIdentity<TId>
        where TEvent : class =>
        journal.Append(id.PartitionKey, id.Aggregate, codec.Encode(happened));
}
