using System.Data.Common;
using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Journal.Sql;

namespace CommandProcessor.Journal;

/// <summary>What a database says about the journal in it.</summary>
internal sealed record SettingsRow(int SchemaVersion, int PartitionCount, string PartitionHash, int Shard, string ShardLayout)
{
    public static SettingsRow Of(ShardLayout layout, int partitionCount, int shard) =>
        new(SqlStatements.SchemaVersion, partitionCount, Partitioning.HashName, shard, layout.Text);

    public static SettingsRow Read(DbDataReader row) =>
        new(row.GetInt32(0), row.GetInt32(1), row.GetString(2), row.GetInt32(3), row.GetString(4));

    public Parameter[] ToParameters() =>
    [
        new("schema_version", SchemaVersion), new("partition_count", PartitionCount), new("partition_hash", PartitionHash),
        new("shard", Shard), new("shard_layout", ShardLayout),
    ];

    /// <summary>Refuses a database that this program must not touch.</summary>
    /// <param name="wanted">What the program would write into it.</param>
    /// <exception cref="JournalMismatchException">It is one.</exception>
    public void CheckFits(SettingsRow wanted, string database)
    {
        var mistake =
            SchemaVersion > wanted.SchemaVersion ? $"schema version {SchemaVersion}; this program knows versions up to {wanted.SchemaVersion}"
            : PartitionCount != wanted.PartitionCount ? $"{PartitionCount} partitions; this program is set to {wanted.PartitionCount}"
            : PartitionHash != wanted.PartitionHash ? $"the partition hash {PartitionHash}; this program uses {wanted.PartitionHash}"
            : ShardLayout != wanted.ShardLayout ? $"the shard layout {ShardLayout}; this program is set to {wanted.ShardLayout}"
            : Shard != wanted.Shard ? $"shard {Shard}; this program expects shard {wanted.Shard} there"
            : null;
        if (mistake is not null) throw new JournalMismatchException($"The journal in {database} has {mistake}. Nothing was touched.");
    }
}
