namespace CommandProcessor.Grains.Aggregates.Snapshots;

/// <summary>The databases that snapshots can lie in. Named as the scripts are.</summary>
public enum SnapshotDialect
{
    PostgreSql,
    Sqlite,
}
