using CommandProcessor.Grains.Interfaces.Commands;
using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Interfaces.Queries;

namespace CommandProcessor.Client.Tests.Fakes;

/// <summary>Answers attempts as the test says, in turn; the last answer stays.</summary>
public abstract class FakeAggregateGrain<TCommand, TView> : IViewedAggregateGrain<TCommand, TView>
    where TCommand : class
    where TView : class
{
    public static readonly CommandOutcome Accepted = new CommandOutcome.Accepted(1, new CommitPosition(3, 17));

    private readonly Queue<Func<CancellationToken, Task<CommandOutcome>>> _answers = [];
    private Func<CancellationToken, Task<CommandOutcome>> _last = _ => Task.FromResult(Accepted);

    public List<CommandEnvelope<TCommand>> Received { get; } = [];

    public List<CancellationToken> Tokens { get; } = [];

    /// <summary>What a read shows.</summary>
    public ViewAnswer<TView> View { get; set; } = new(null, new CommitPosition(3, 0));

    /// <summary>What the next reads throw.</summary>
    public Queue<Exception> ReadErrors { get; } = [];

    public FakeAggregateGrain<TCommand, TView> Answers(CommandOutcome outcome) => Answers(_ => Task.FromResult(outcome));

    public FakeAggregateGrain<TCommand, TView> Throws(Exception error) => Answers(_ => Task.FromException<CommandOutcome>(error));

    public FakeAggregateGrain<TCommand, TView> Hangs() => Answers(async token =>
    {
        await Task.Delay(System.Threading.Timeout.InfiniteTimeSpan, token);
        return Accepted;
    });

    public FakeAggregateGrain<TCommand, TView> Answers(Func<CancellationToken, Task<CommandOutcome>> answer)
    {
        _answers.Enqueue(answer);
        return this;
    }

    public Task<CommandOutcome> ExecuteAsync(CommandEnvelope<TCommand> envelope, CancellationToken cancellationToken)
    {
        Received.Add(envelope);
        Tokens.Add(cancellationToken);
        if (_answers.TryDequeue(out var next)) _last = next;
        return _last(cancellationToken);
    }

    public Task<ViewAnswer<TView>> ReadAsync(CancellationToken cancellationToken) =>
        ReadErrors.TryDequeue(out var error) ? Task.FromException<ViewAnswer<TView>>(error) : Task.FromResult(View);

    /// <summary>The points in the past that were asked for.</summary>
    public List<AsOf> AskedAsOf { get; } = [];

    public Task<ViewAnswer<TView>> ReadAsOfAsync(AsOf asOf, CancellationToken cancellationToken)
    {
        AskedAsOf.Add(asOf);
        return Task.FromResult(View);
    }

    /// <summary>What calls that wait for the next event got: the version they had seen, and how long they would wait.</summary>
    public List<(long Version, TimeSpan Timeout)> Waits { get; } = [];

    /// <summary>How the next of them are answered; the last answer stays.</summary>
    public Queue<Func<TimeSpan, CancellationToken, Task<ViewAnswer<TView>>>> WaitAnswers { get; } = [];

    public Task<ViewAnswer<TView>> ReadAfterAsync(long version, TimeSpan timeout, CancellationToken cancellationToken)
    {
        Waits.Add((version, timeout));
        return (WaitAnswers.Count > 1 ? WaitAnswers.Dequeue() : WaitAnswers.Peek())(timeout, cancellationToken);
    }
}
