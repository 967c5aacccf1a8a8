using CommandProcessor.Grains.Interfaces.Commands;
using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Interfaces.Orders;

namespace CommandProcessor.Client.Tests.Fakes;

/// <summary>Answers attempts as the test says, in turn; the last answer stays.</summary>
public sealed class FakeOrderGrain : IOrderGrain
{
    public static readonly CommandOutcome Accepted = new CommandOutcome.Accepted(1, new CommitPosition(3, 17));

    private readonly Queue<Func<CancellationToken, Task<CommandOutcome>>> _answers = [];
    private Func<CancellationToken, Task<CommandOutcome>> _last = _ => Task.FromResult(Accepted);

    public List<CommandEnvelope<OrderCommand>> Received { get; } = [];

    public List<CancellationToken> Tokens { get; } = [];

    public FakeOrderGrain Answers(CommandOutcome outcome) => Answers(_ => Task.FromResult(outcome));

    public FakeOrderGrain Throws(Exception error) => Answers(_ => Task.FromException<CommandOutcome>(error));

    public FakeOrderGrain Hangs() => Answers(async token =>
    {
        await Task.Delay(System.Threading.Timeout.InfiniteTimeSpan, token);
        return Accepted;
    });

    public FakeOrderGrain Answers(Func<CancellationToken, Task<CommandOutcome>> answer)
    {
        _answers.Enqueue(answer);
        return this;
    }

    public Task<CommandOutcome> ExecuteAsync(CommandEnvelope<OrderCommand> envelope, CancellationToken cancellationToken)
    {
        Received.Add(envelope);
        Tokens.Add(cancellationToken);
        if (_answers.TryDequeue(out var next)) _last = next;
        return _last(cancellationToken);
    }
}
