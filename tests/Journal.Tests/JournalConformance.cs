using System.Text;
using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Testing.Journals;

namespace CommandProcessor.Journal.Tests;

/// <summary>What every store of the journal promises. Each test has a database of its own.</summary>
public abstract partial class JournalConformance : IAsyncLifetime
{
    private const int PartitionCount = 4;
    private const string Owner = "test";

    private SqlJournal? _journal;

    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>The journal under test, initialized.</summary>
    protected IJournal Journal => _journal ?? throw new InvalidOperationException("The journal is not there yet.");

    public async ValueTask InitializeAsync()
    {
        await CreateDatabaseAsync();
        _journal = Open(PartitionCount);
        await _journal.InitializeAsync(Cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (_journal is not null) await _journal.DisposeAsync();
        await DropDatabaseAsync();
    }

    protected abstract Task CreateDatabaseAsync();

    protected abstract Task DropDatabaseAsync();

    /// <summary>Another program on the same database.</summary>
    protected abstract SqlJournal Open(int partitionCount, Action<JournalOptions>? configure = null);

    /// <summary>Runs a statement behind the journal's back.</summary>
    protected abstract Task TamperAsync(string sql);

    private int PartitionOf(string customer) => Journal.Partitioning.PartitionOf(AppendRequests.Key(customer));

    private Task<IPartitionWriter> ClaimAsync(string customer) => Journal.ClaimAsync(PartitionOf(customer), Owner, Cancellation);

    private async Task<IReadOnlyList<RecordedEvent>> ReadAllAsync(int partition)
    {
        var all = new List<RecordedEvent>();
        while (await Journal.ReadPartitionAsync(partition, all.Count + 1, 1_000, Cancellation) is { Count: > 0 } page) all.AddRange(page);
        return all;
    }

    private async Task<IReadOnlyList<JournalFault>> VerifyAsync()
    {
        var verifier = new JournalVerifier(Journal);
        var faults = new List<JournalFault>();
        for (var partition = 0; partition < PartitionCount; partition++)
            faults.AddRange((await verifier.VerifyAsync(partition, null, Cancellation)).Faults);
        return faults;
    }

    private async Task AssertVerifiedAsync() => Assert.Empty(await VerifyAsync());

    private static RecordedEvent[] Appended(AppendResult result) =>
        result is AppendResult.Appended appended ? [.. appended.Events] : throw new InvalidOperationException($"Not appended: {result}.");

    private static long Conflict(AppendResult result) =>
        result is AppendResult.Conflict conflict ? conflict.ActualVersion : throw new InvalidOperationException($"No conflict: {result}.");

    private static void AssertSame(RecordedEvent expected, RecordedEvent actual)
    {
        Assert.Equal(expected with { Body = default, Hash = default }, actual with { Body = default, Hash = default });
        Assert.Equal(Encoding.UTF8.GetString(expected.Body.Span), Encoding.UTF8.GetString(actual.Body.Span));
        Assert.Equal(Convert.ToHexString(expected.Hash.Span), Convert.ToHexString(actual.Hash.Span));
    }

    private static void AssertSame(List<RecordedEvent> expected, IReadOnlyList<RecordedEvent> actual)
    {
        Assert.Equal(expected.Count, actual.Count);
        for (var i = 0; i < expected.Count; i++) AssertSame(expected[i], actual[i]);
    }
}
