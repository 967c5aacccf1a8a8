using CommandProcessor.Journal.Sql;
using CommandProcessor.Testing.Journals;
using static CommandProcessor.Testing.Journals.AppendRequests;

namespace CommandProcessor.Journal.Tests;

public abstract partial class JournalConformance
{
    [Fact]
    public async Task Initializing_again_and_by_many_at_once_changes_nothing()
    {
        var writer = await ClaimAsync("ann");
        await writer.AppendAsync([Request("ann", 1, 0)], 0, Cancellation);

        await Task.WhenAll(Enumerable.Range(0, 5).Select(async _ =>
        {
            await using var journal = Open(PartitionCount);
            await journal.InitializeAsync(Cancellation);
        }));

        Assert.Single(await ReadAllAsync(writer.Partition));
        Appended((await writer.AppendAsync([Request("ann", 1, 1)], 0, Cancellation))[0]);
    }

    [Fact]
    public async Task A_journal_of_the_schema_before_is_brought_to_this_one_with_what_it_holds()
    {
        var writer = await ClaimAsync("ann");
        await writer.AppendAsync([Request("ann", 1, 0)], 0, Cancellation);
        await TamperAsync("UPDATE journal_settings SET schema_version = 1");

        await using var journal = Open(PartitionCount);
        await journal.InitializeAsync(Cancellation);

        Assert.Single(await ReadAllAsync(writer.Partition));
        await TamperAsync($"CREATE TABLE proof (version integer NOT NULL CHECK (version = {SqlStatements.SchemaVersion}))");
        await TamperAsync("INSERT INTO proof SELECT schema_version FROM journal_settings");
        Appended((await writer.AppendAsync([Request("ann", 1, 1)], 0, Cancellation))[0]);
    }

    [Fact]
    public async Task Many_programs_can_create_the_schema_at_once()
    {
        await TamperAsync("DROP TABLE journal_settings");

        await Task.WhenAll(Enumerable.Range(0, 5).Select(async _ =>
        {
            await using var journal = Open(PartitionCount);
            await journal.InitializeAsync(Cancellation);
        }));

        Appended((await (await ClaimAsync("ann")).AppendAsync([Request("ann", 1, 0)], 0, Cancellation))[0]);
    }

    [Theory]
    [InlineData("UPDATE journal_settings SET schema_version = 1000", PartitionCount, "schema version 1000")]
    [InlineData("UPDATE journal_settings SET partition_hash = 'md5'", PartitionCount, "partition hash md5")]
    [InlineData("UPDATE journal_settings SET shard_layout = 'modulo/3'", PartitionCount, "shard layout modulo/3")]
    [InlineData("UPDATE journal_settings SET shard = 2", PartitionCount, "shard 2")]
    [InlineData("UPDATE journal_settings SET id = 1", PartitionCount + 1, "4 partitions; this program is set to 5")]
    public async Task A_database_that_does_not_fit_is_refused(string change, int partitionCount, string reason)
    {
        await TamperAsync(change);
        await using var journal = Open(partitionCount);

        var refused = await Assert.ThrowsAsync<JournalMismatchException>(() => journal.InitializeAsync(Cancellation));

        Assert.Contains(reason, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_journal_of_another_number_of_partitions_is_left_as_it_was()
    {
        await using var journal = Open(PartitionCount + 1);

        await Assert.ThrowsAsync<JournalMismatchException>(() => journal.InitializeAsync(Cancellation));

        var missing = await Assert.ThrowsAsync<JournalException>(() => journal.ClaimAsync(PartitionCount, Owner, Cancellation));
        Assert.False(missing.IsOutcomeUnknown);
    }
}
