using CommandProcessor.Projections.Stores;

namespace CommandProcessor.Projections.Partitions;

/// <summary>What a view over everybody has to save: taken from the model once, and tried until it is saved.</summary>
internal sealed record ViewChange(ReadModelChange Rows, IReadOnlyList<ReadModelRow> Parked)
{
    public static ViewChange Take<TModel>(
        ModelFold<TModel> fold, ReadModelAddress address, int partition, string head, IEnumerable<ItemRow> entries, IModelSink<TModel>? sink, IReadOnlyList<ReadModelRow> parked)
        where TModel : PartitionModel
    {
        List<ItemRow> items = [.. entries];
        List<string> removed = [];
        Func<SaveTransaction, CancellationToken, Task>? beside = null;
        for (var table = 0; table < fold.Model.Tables.Count; table++)
        {
            var rows = fold.Model.Tables[table];
            var changed = rows.TakeChanged();
            if (sink is not null && rows.Name == sink.Table && changed.Count > 0) beside = sink.Take(fold.Model, changed);
            foreach (var key in changed)
            {
                if (rows.Body(key) is { } body) items.Add(ViewRows.Row(address.Key, fold.Model, table, key, body, fold.Position));
                else removed.Add(ViewRows.ItemOf(rows, key));
            }
        }

        return new(new(address, partition, fold.Position, head, items) { Removed = removed, Beside = beside }, parked);
    }
}
