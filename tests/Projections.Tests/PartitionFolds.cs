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

    /// <summary>A model that was stored and loaded again.</summary>
    public static TModel Reload<TModel>(IPartitionProjection<TModel> projection, TModel model)
        where TModel : PartitionModel
    {
        var loaded = projection.NewModel();
        foreach (var (from, to) in model.Tables.Zip(loaded.Tables))
        {
            foreach (var key in from.Keys) to.Load(key, from.Body(key) ?? throw new InvalidOperationException($"{key} is no row of {from.Name}."));
        }

        return loaded;
    }
}
