using System.Diagnostics.Metrics;
using CommandProcessor.Grains.Interfaces.Commands;
using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Interfaces.Orders;
using CommandProcessor.Grains.Partitions;
using CommandProcessor.Grains.Reactors;
using CommandProcessor.Grains.Reactors.Runtime;
using CommandProcessor.Grains.Reactors.Steps;
using CommandProcessor.Grains.Reactors.Stores;
using CommandProcessor.Grains.Tests.Reactors.Model;
using CommandProcessor.Journal;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace CommandProcessor.Grains.Tests.Reactors;

/// <summary>
/// The real reactors of one partition, on one thread and on a clock that stands still until it is told to move. What is said to them is an event; what
/// they send is answered when the test says so.
/// </summary>
internal sealed class StandingReactors : IStepSender
{
    public static readonly DateTimeOffset Start = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    public static readonly OrderId Order = new("ada", "1");
    private readonly IReactor[] _reactors;
    private SeededScheduler? _scheduler;
    private long _version;

    public StandingReactors(params IReactor[] reactors)
    {
        _reactors = reactors;
        Journal = new(partitionCount: 1, Clock);
    }

    public SimulatedClock Clock { get; } = new(Start);

    public SimulatedJournal Journal { get; }

    /// <summary>Journal and store as the reactors see them, where a test puts something between.</summary>
    public Func<IJournal, IJournal> SeenJournal { get; init; } = static journal => journal;

    public Func<IReactorStore, IReactorStore> SeenStore { get; init; } = static store => store;

    public SimulatedReactorStore Store { get; } = new(partitionCount: 1, _ => false);

    public ReactorOptions Options { get; } = new() { SaveDelayMs = 1_000, LookIntervalMs = 1_000, RetryDelayMaxMs = 100, DueRetryDelayMs = 5_000 };

    /// <summary>Answers what is sent at once; null leaves it to <see cref="Answer"/>, an exception is thrown.</summary>
    public Func<Step, object?> Respond { get; set; } = static _ => null;

    public List<Sent> SentSteps { get; } = [];

    public ReactorPartition Reactors { get; private set; } = null!; // Set by Begin, before which nobody asks for it.

    public static CommandOutcome Accepted { get; } = new CommandOutcome.Accepted(0, default);

    public static CommandOutcome NotYet { get; } = new CommandOutcome.Refused(0, default, Refusal.Transient(999, "Not yet."));

    /// <summary>Without the context of the test, to which what is awaited would go.</summary>
    public static void Run(Action test)
    {
        var before = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(null);
        try
        {
            test();
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(before);
        }
    }

    public static string ReasonOf(RecordedEvent recorded) => ((OrderEvent.OrderCancelled)OrderEventCodec.Instance.Decode(recorded)).Reason;

    public static string ReasonOf(Step step) => ((OrderCommand.RejectOrder)((Step.ToOrder)step).Command).Reason;

    public void Begin()
    {
        _scheduler = new();
        var meters = new ServiceCollection().AddMetrics().BuildServiceProvider().GetRequiredService<IMeterFactory>();
        var parts = new ReactorParts(_reactors, SeenJournal(Journal), SeenStore(Store), this, Microsoft.Extensions.Options.Options.Create(Options),
            new(meters), Clock, NullLogger<ReactorPartition>.Instance) { Scheduler = _scheduler };
        Reactors = ReactorPartition.StartAsync(0, parts, new CommittedTail(), CancellationToken.None).Now();
        Pump();
    }

    /// <summary>As if the silo had died.</summary>
    public void Kill() => _scheduler!.Kill(); // It has begun.

    /// <summary>Records events of one order, each with something to say.</summary>
    public void Say(params string[] reasons)
    {
        foreach (var reason in reasons)
        {
            var data = OrderEventCodec.Instance.Encode(new OrderEvent.OrderCancelled(reason, Start));
            var context = new CommandContext { CommandId = CommandId.Derive(Start, $"{_version}"), CorrelationId = Guid.Empty, Principal = "tests" };
            Journal.Append(new(Order.PartitionKey, Order.Aggregate, _version++, context, [data]));
        }
    }

    public void Pass(double seconds)
    {
        for (var tenth = 0; tenth < 10 * seconds; tenth++)
        {
            Clock.Advance(TimeSpan.FromMilliseconds(100));
            Pump();
        }
    }

    public void Pump()
    {
        while (_scheduler is { Count: > 0 } scheduler) scheduler.Run(0);
    }

    /// <summary>Answers everything that waits for an answer.</summary>
    public void Answer(CommandOutcome outcome, Func<Sent, bool>? which = null)
    {
        foreach (var sent in SentSteps.Where(which ?? (_ => true)).ToList()) sent.Caller.TrySetResult(outcome);
        Pump();
    }

    public Task<CommandOutcome> SendAsync(Step step, CommandContext context, CancellationToken cancellationToken)
    {
        var caller = new TaskCompletionSource<CommandOutcome>();
        SentSteps.Add(new(step, context, caller));
        switch (Respond(step))
        {
            case CommandOutcome outcome:
                caller.SetResult(outcome);
                break;
            case Exception exception:
                caller.SetException(exception);
                break;
        }

        return caller.Task.WaitAsync(cancellationToken);
    }

    public Task<OrderStateView?> LookAsync(OrderId order, CancellationToken cancellationToken) => throw new NotSupportedException();

    internal sealed record Sent(Step Step, CommandContext Context, TaskCompletionSource<CommandOutcome> Caller)
    {
        public string Reason => ReasonOf(Step);
    }
}

/// <summary>Answers what is said to it as a test wishes.</summary>
internal sealed class Answering(string name, Func<RecordedEvent, string, Reaction?> react) : IReactor
{
    public string Name => name;

    public Reaction? React(RecordedEvent recorded) => react(recorded, StandingReactors.ReasonOf(recorded));
}
