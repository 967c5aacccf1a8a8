using System.Text.Json;

namespace CommandProcessor.Grains.Aggregates.Snapshots;

/// <summary>
/// What the grain storage holds: the snapshot as a JSON element, which is read as a snapshot of today's shape only after it was read from the
/// database, so that one of another shape can be told from a database that fails.
/// </summary>
internal sealed class StoredSnapshot
{
    public JsonElement Snapshot { get; set; }
}
