using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Interfaces.Orders;
using CommandProcessor.Grains.Interfaces.Queries;
using CommandProcessor.Journal;
using CommandProcessor.Projections.CustomerOrders;
using CommandProcessor.Projections.Runtime;
using Microsoft.Extensions.Time.Testing;

namespace CommandProcessor.Projections.Tests.Runtime;

/// <summary>Questions about the past that take long.</summary>
public sealed class PastAnswersTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly TaskCompletionSource<string> _folded = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _made;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task However_many_ask_the_same_it_is_folded_once()
    {
        using var past = New();

        var asking = Enumerable.Range(0, 50).Select(_ => AskAsync(past)).ToList();
        _folded.SetResult("then");
        await Task.WhenAll(asking);

        Assert.Equal("then", await AskAsync(past));
        Assert.Equal(1, _made);
    }

    [Fact]
    public async Task Whoever_waits_too_long_is_told_to_ask_again_and_finds_the_answer_then()
    {
        using var past = New();

        var first = AskAsync(past);
        _time.Advance(TimeSpan.FromSeconds(5));
        var told = await Assert.ThrowsAsync<QueryRetryException>(() => first);
        _folded.SetResult("then");

        Assert.Equal("then", await AskAsync(past));
        Assert.Equal(1, _made);
        Assert.Contains("is being folded from the journal since 5 s", told.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_nobody_comes_back_for_ends()
    {
        using var past = New();
        var ended = new TaskCompletionSource();

        var first = past.AskAsync<string>("what was", async token =>
        {
            try
            {
                return await _folded.Task.WaitAsync(token);
            }
            finally
            {
                ended.SetResult();
            }
        }, Token);
        _time.Advance(TimeSpan.FromSeconds(5));
        await Assert.ThrowsAsync<QueryRetryException>(() => first);
        _time.Advance(TimeSpan.FromSeconds(60));

        await ended.Task.WaitAsync(TimeSpan.FromSeconds(30), Token);
    }

    [Fact]
    public async Task An_answer_is_forgotten_when_its_time_is_over_and_a_failure_at_once()
    {
        using var past = New();
        _folded.SetResult("then");
        await AskAsync(past);
        _time.Advance(TimeSpan.FromSeconds(60));
        await AskAsync(past);
        Assert.Equal(2, _made);

        await Assert.ThrowsAsync<QueryRetryException>(() => past.AskAsync<string>("other", _ => throw new JournalException("It is away.", isTransient: true, isOutcomeUnknown: false), Token));
        Assert.Equal("now", await past.AskAsync("other", _ => Task.FromResult("now"), Token));
    }

    [Fact]
    public async Task More_questions_than_allowed_are_refused_while_none_is_answered()
    {
        using var past = New(new() { AsOfQuestionsMax = 2 });
        var (first, second) = (AskAsync(past, "a"), AskAsync(past, "b"));

        var refused = await Assert.ThrowsAsync<QueryRetryException>(() => AskAsync(past, "c"));
        _folded.SetResult("then");
        await Task.WhenAll(first, second);

        Assert.Contains("ProjectionOptions.AsOfQuestionsMax", refused.Message, StringComparison.Ordinal);
        Assert.Equal("then", await AskAsync(past, "c"));
    }

    [Fact]
    public async Task Whoever_goes_away_does_not_take_the_answer_from_others()
    {
        using var past = New();
        using var leaving = new CancellationTokenSource();
        var left = past.AskAsync("what was", MakeAsync, leaving.Token);
        var stays = AskAsync(past);

        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => left);
        _folded.SetResult("then");

        Assert.Equal("then", await stays);
    }

    [Fact]
    public async Task Whoever_asks_for_now_does_not_wait_behind_those_who_ask_for_the_past()
    {
        await using var side = await ReadSide.OpenAsync();
        var keys = Enumerable.Range(0, 40).Select(number => side.Activate($"c{number}")).ToList();
        foreach (var number in Enumerable.Range(0, 40)) side.Journal.Append(new OrderId($"c{number}", "1"), Sample.Placed());
        var gate = new TaskCompletionSource();
        side.Journal.BeforeRead = countMax => countMax == side.Services.Options.AsOfPageSize ? gate.Task : Task.CompletedTask;

        var past = keys.Select(key => key.GetAsOfAsync(new AsOf.Time(Sample.Day.AddDays(1)), PastQuestion.OfHead<CustomerOrdersHead>(), Token)).ToList();
        foreach (var key in keys) Assert.Equal(1, (await key.GetHeadAsync(AtLeast.Anything, Token)).Head.OrderCount);
        gate.SetResult();

        foreach (var one in past) Assert.Equal(1, (await one).Head.Head.OrderCount);
    }

    [Fact]
    public async Task A_customer_with_more_orders_than_may_be_held_is_refused_by_name()
    {
        await using var side = await ReadSide.OpenAsync(new() { AsOfItemsMax = 2 });
        using var key = side.Activate("ada");
        for (var number = 0; number < 3; number++) side.Journal.Append(new OrderId("ada", $"{number}"), Sample.Placed());

        var refused = await Assert.ThrowsAsync<ArgumentException>(() => key.GetAsOfAsync(new AsOf.Time(Sample.Day.AddDays(1)), PastQuestion.OfHead<CustomerOrdersHead>(), Token));

        Assert.Equal("customer-orders of customer/ada had more than 2 items, ProjectionOptions.AsOfItemsMax.", refused.Message);
    }

    private PastAnswers New(ProjectionOptions? options = null) => new(options ?? new(), _time);

    private Task<string> AskAsync(PastAnswers past, string question = "what was") => past.AskAsync(question, MakeAsync, Token);

    private Task<string> MakeAsync(CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _made);
        return _folded.Task.WaitAsync(cancellationToken);
    }
}
