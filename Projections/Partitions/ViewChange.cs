using CommandProcessor.Projections.Stores;

namespace CommandProcessor.Projections.Partitions;

/// <summary>What a view over everybody has to save: taken from the model once, and tried until it is saved.</summary>
/// <param name="SinkKeys">The keys that changed of the table that goes to a sink.</param>
internal sealed record ViewChange(ReadModelChange Rows, IReadOnlyCollection<string> SinkKeys, IReadOnlyList<ReadModelRow> Parked)
{
    public static ViewChange Take<TModel>(
        ModelFold<TModel> fold, ReadModelAddress address, int partition, IEnumerable<ItemRow> entries, string? sinkTable, IReadOnlyList<ReadModelRow> parked)
        where TModel : PartitionModel
    {
        List<ItemRow> items = [.. entries];
        List<string> removed = [];
        IReadOnlyCollection<string> sinkKeys = [];
        for (var table = 0; table < fold.Model.Tables.Count; table++)
        {
            var rows = fold.Model.Tables[table];
            var changed = rows.TakeChanged();
            if (rows.Name == sinkTable) sinkKeys = changed;
            foreach (var key in changed)
            {
                if (rows.Body(key) is { } body) items.Add(ViewRows.Row(address.Key, fold.Model, table, key, body, fold.Position));
                else removed.Add(ViewRows.ItemOf(rows, key));
            }
        }

        return new(new(address, partition, fold.Position, ViewRows.HeadBody, items) { Removed = removed }, sinkKeys, parked);
    }
}
