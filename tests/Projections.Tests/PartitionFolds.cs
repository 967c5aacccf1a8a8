using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Projections.Partitions;

namespace CommandProcessor.Projections.Tests;

/// <summary>A history folded as a journal of so many partitions would have it folded.</summary>
internal static class PartitionFolds
{
    /// <param name="checkpoint">Called after each event with the models of all partitions.</param>
    public static IReadOnlyList<TModel> Fold<TModel>(
        IPartitionProjection<TModel> projection, IEnumerable<RecordedEvent> events, int partitionCount, Action<IReadOnlyList<TModel>>? checkpoint = null)
        where TModel : PartitionModel
    {
        var partitioning = new Partitioning(partitionCount);
        ModelFold<TModel>[] folds = [.. Enumerable.Range(0, partitionCount).Select(_ => new ModelFold<TModel>(projection))];
        TModel[] models = [.. folds.Select(fold => fold.Model)];
        foreach (var recorded in events)
        {
            var partition = partitioning.PartitionOf(recorded.Key);
            var parked = folds[partition].Fold(recorded with { Partition = partition, Position = folds[partition].Position + 1 });
            Assert.Null(parked?.Error);
            checkpoint?.Invoke(models);
        }

        return models;
    }

    /// <summary>All rows of a model as they are stored.</summary>
    public static SortedDictionary<string, string> Rows(PartitionModel model)
    {
        var rows = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var table in model.Tables)
        {
            foreach (var key in table.Keys) rows.Add($"{table.Name} {key}", table.Body(key) ?? throw new InvalidOperationException($"{key} is no row of {table.Name}."));
        }

        return rows;
    }

    /// <summary>A history folded in one partition by a view that was stored, and taken up again by another activation, after so many events.</summary>
    public static TModel FoldWithRestart<TModel>(IPartitionProjection<TModel> projection, IReadOnlyList<RecordedEvent> events, int eventCountBefore)
        where TModel : PartitionModel
    {
        var before = Fold(projection, events.Take(eventCountBefore), 1)[0];
        var fold = new ModelFold<TModel>(projection);
        foreach (var (from, to) in before.Tables.Zip(fold.Model.Tables))
        {
            foreach (var key in from.Keys) to.Load(key, from.Body(key) ?? throw new InvalidOperationException($"{key} is no row of {from.Name}."));
        }

        fold.GoOn(eventCountBefore, []);
        foreach (var recorded in events.Skip(eventCountBefore)) Assert.Null(fold.Fold(recorded with { Partition = 0, Position = fold.Position + 1 })?.Error);
        return fold.Model;
    }
}
