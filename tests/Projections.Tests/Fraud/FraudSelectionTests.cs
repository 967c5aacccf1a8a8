using CommandProcessor.Grains.Interfaces.Fraud;
using CommandProcessor.Grains.Interfaces.Queries;
using CommandProcessor.Projections.Fraud;

namespace CommandProcessor.Projections.Tests.Fraud;

/// <summary>Who watches some of the alerts is told of these.</summary>
public sealed class FraudSelectionTests
{
    [Fact]
    public async Task Alerts_that_are_not_asked_for_wake_nobody()
    {
        var journal = new MemoryJournal(1);
        var doings = new Doings(journal);
        doings.Order("ada", 1_500);
        FraudReportRequest[] requests = [new(Customer: "ada"), new(FraudRule.LargeFirstOrder, "ada"), new(FraudRule.LargeFirstOrder, ScoreMin: 70), new(ScoreMin: 70), new(FraudRule.Velocity)];
        var before = await SelectAsync(journal, requests);

        doings.Order("bob", 1_200); // A large first order which scores 60.
        var after = await SelectAsync(journal, requests);
        doings.Order("eve", 2_000);
        var worse = await SelectAsync(journal, requests);

        Assert.Equal(before, after);
        Assert.Equal([true, true, false, false, true], before.Zip(worse, (one, other) => one == other));
    }

    [Fact]
    public async Task Who_watches_all_or_a_rule_is_told_of_what_becomes_of_them_too()
    {
        var journal = new MemoryJournal(1);
        var doings = new Doings(journal);
        FraudReportRequest[] requests = [new(), new(FraudRule.LargeFirstOrder)];
        var before = await SelectAsync(journal, requests);

        doings.Order("bob", 1_200);

        Assert.Equal([false, false], before.Zip(await SelectAsync(journal, requests), (one, other) => one == other));
    }

    private static async Task<List<string>> SelectAsync(MemoryJournal journal, FraudReportRequest[] requests)
    {
        var model = (await journal.FoldAsync(new FraudProjection(new()))).Model;
        return [.. requests.Select(request => FraudSelection.Of(FraudReports.Merge([FraudReports.Of(model, request, ViewFreshness.None)], request), request))];
    }
}
