using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Interfaces.Orders;
using CommandProcessor.Grains.Interfaces.Queries;
using CommandProcessor.Journal;
using CommandProcessor.Journal.Sqlite;
using CommandProcessor.Testing;

namespace CommandProcessor.Projections.Tests.Runtime;

/// <summary>The read side over a journal that is one.</summary>
public sealed class RealJournalTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Holes_and_questions_are_answered_by_the_journal()
    {
        using var folder = new TemporaryFolder();
        await using var journal = new SqliteJournal(
            new() { ConnectionString = $"Data Source={Path.Combine(folder.Path, "journal.db")};Pooling=False", PartitionCount = 1 },
                TimeProvider.System);
        await journal.InitializeAsync(Token);
        await using var side = await ReadSide.OpenAsync(new() { FillPageSize = 2 }, journal);
        var events = await AppendAsync(journal, "ada", "bob");
        using var ada = side.Activate("ada");
        using var bob = side.Activate("bob");

        await ada.DeliverAsync([events.Last(recorded => recorded.Key.Name == "ada")]);
        await bob.GetHeadAsync(new(events[^1].Position), Token);
        await bob.DrainAsync(Token);
        var report = await side.VerifyAsync();

        Assert.Equal(3, (await ada.GetHeadAsync(AtLeast.Anything, Token)).Head.OrderCount);
        Assert.Empty(report.Differences);
        Assert.Equal((2L, 6L, (long)events.Count), (report.Keys, report.Items, report.Events));
    }

    /// <summary>Three orders for each, of two events each, taking turns.</summary>
    private static async Task<List<RecordedEvent>> AppendAsync(SqliteJournal journal, params string[] customers)
    {
        var writer = await journal.ClaimAsync(0, "test", Token);
        List<RecordedEvent> events = [];
        foreach (var number in Enumerable.Range(1, 3))
        {
            var group = customers.Select(customer => Request(new(customer, $"{number}"))).ToList();
            foreach (var result in await writer.AppendAsync(group, 0,
                Token)) events.AddRange(Assert.IsType<AppendResult.Appended>(result).Events);
        }

        return events;
    }

    private static AppendRequest Request(OrderId order) => new(
        order.PartitionKey,
        order.Aggregate,
        ExpectedVersion: 0,
        new() { CommandId = CommandId.New(TimeProvider.System), CorrelationId = Guid.NewGuid(), Principal = "test" },
        [OrderEventCodec.Instance.Encode(Sample.Placed()), OrderEventCodec.Instance.Encode(Sample.Confirmed)]);
}
