using CommandProcessor.Grains.Interfaces.Commands;
using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Interfaces.Orders;
using CommandProcessor.Grains.Partitions;
using CommandProcessor.Grains.Reactors;
using CommandProcessor.Grains.Reactors.Runtime;
using CommandProcessor.Grains.Reactors.Steps;
using CommandProcessor.Grains.Tests.Reactors.Model;
using CommandProcessor.Journal;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using System.Diagnostics.Metrics;

namespace CommandProcessor.Grains.Tests.Reactors;

/// <summary>Due times of a real reactor runtime on a clock that stands still until it is told to move.</summary>
public sealed class DueTimeRuntimeTests
{
    private const int SayingSeconds = 3;
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly OrderId Order = new("ada", "1");
    private readonly SimulatedClock _clock = new(Start);
    private readonly SimulatedJournal _journal;
    private readonly SimulatedReactorStore _store = new(partitionCount: 1, _ => false);
    private readonly List<Sent> _sent = [];
    private SeededScheduler? _scheduler;
    private long _version;

    public DueTimeRuntimeTests() => _journal = new(partitionCount: 1, _clock);

    [Fact]
    public void What_is_due_is_sent_in_order_and_once_and_never_early() => Run(() =>
    {
        Begin();
        Say("late 90", "soon 30", "mid 60");
        Pass(29 - SayingSeconds);
        Assert.Empty(_sent);

        Pass(1);
        Accept();
        Pass(30);
        Accept();
        Pass(30);
        Accept();
        Pass(1_000);

        Assert.Equal(["soon", "mid", "late"], _sent.Select(sent => sent.Reason));
        Assert.Equal(0, _store.DueCount);
    });

    [Fact]
    public void What_was_due_while_nobody_was_there_is_sent_once_by_the_next() => Run(() =>
    {
        Begin();
        Say("a 30", "b 60");
        _scheduler!.Kill(); // Begun above.
        Pass(100);
        Begin();
        Pass(1);
        Assert.Equal(["a", "b"], _sent.Select(sent => sent.Reason));

        _scheduler.Kill(); // Before it was answered.
        Begin();
        Pass(1);
        Accept();
        Pass(10);
        _scheduler.Kill(); // After it was saved.
        Begin();
        Pass(1_000);

        Assert.Equal(["a", "b", "a", "b"], _sent.Select(sent => sent.Reason));
        Assert.Equal(2, _sent.DistinctBy(sent => sent.Context.CommandId).Count());
        Assert.Equal(0, _store.DueCount);
    });

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_due_time_that_is_moved_while_it_is_carried_out_is_kept(bool isRefused) => Run(() =>
    {
        Begin();
        Say("a 30");
        Pass(30);
        Say("a 100");
        Pass(10); // So long that it is saved.
        Answer(isRefused);
        Pass(50);
        Assert.Single(_sent);

        Pass(50);
        Accept();
        Pass(1_000);

        Assert.Equal(2, _sent.Count);
        Assert.Equal(0, _store.DueCount);
    });

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_due_time_that_is_forgotten_while_it_is_carried_out_stays_forgotten(bool isSaved) => Run(() =>
    {
        Begin();
        Say("a 30");
        Pass(30);
        Say("a forget");
        if (isSaved) Pass(10);
        Answer(isRefused: true);
        Pass(1_000);

        Assert.Single(_sent);
        Assert.Equal(0, _store.DueCount);
    });

    [Fact]
    public void What_was_not_to_be_carried_out_yet_is_sent_later_under_another_id() => Run(() =>
    {
        Begin();
        Say("a 30");
        Pass(30);
        Answer(isRefused: true);
        Pass(10);
        Accept();
        Pass(1_000);

        Assert.Equal(2, _sent.DistinctBy(sent => sent.Context.CommandId).Count());
        Assert.Equal(2, _sent.Count);
        Assert.Equal(0, _store.DueCount);
    });

    /// <summary>Without the context of the test, to which what is awaited would go.</summary>
    private static void Run(Action test)
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

    private void Begin()
    {
        _scheduler = new();
        var meters = new ServiceCollection().AddMetrics().BuildServiceProvider().GetRequiredService<IMeterFactory>();
        var options = new ReactorOptions { SaveDelayMs = 1_000, LookIntervalMs = 1_000, RetryDelayMaxMs = 100, DueRetryDelayMs = 5_000 };
        var parts = new ReactorParts([new Reminding()], _journal, _store, new Sending(_sent), Microsoft.Extensions.Options.Options.Create(options),
            new(meters), _clock, NullLogger<ReactorPartition>.Instance) { Scheduler = _scheduler };
        ReactorPartition.StartAsync(0, parts, new CommittedTail(), CancellationToken.None).Now();
        Pump();
    }

    /// <summary>Has the reactor asked for due times in seconds after the start, and saves that.</summary>
    private void Say(params string[] wishes)
    {
        foreach (var wish in wishes)
        {
            var data = OrderEventCodec.Instance.Encode(new OrderEvent.OrderCancelled(wish, Start));
            var context = new CommandContext { CommandId = CommandId.Derive(Start, $"{_version}"), CorrelationId = Guid.Empty, Principal = "tests" };
            _journal.Append(new(Order.PartitionKey, Order.Aggregate, _version++, context, [data]));
        }

        Pass(SayingSeconds);
    }

    private void Pass(int seconds)
    {
        for (var tenth = 0; tenth < 10 * seconds; tenth++)
        {
            _clock.Advance(TimeSpan.FromMilliseconds(100));
            Pump();
        }
    }

    private void Pump()
    {
        while (_scheduler is { Count: > 0 } scheduler) scheduler.Run(0);
    }

    private void Accept() => Answer(isRefused: false);

    private void Answer(bool isRefused)
    {
        foreach (var sent in _sent) sent.Caller.TrySetResult(isRefused ? new CommandOutcome.Refused(0, default, Refusal.Transient(999, "Not yet.")) : new CommandOutcome.Accepted(0, default));
        Pump();
    }

    private sealed record Sent(string Reason, CommandContext Context, TaskCompletionSource<CommandOutcome> Caller);

    private sealed class Sending(List<Sent> sent) : IStepSender
    {
        public Task<CommandOutcome> SendAsync(Step step, CommandContext context, CancellationToken cancellationToken)
        {
            var caller = new TaskCompletionSource<CommandOutcome>();
            sent.Add(new(((OrderCommand.RejectOrder)((Step.ToOrder)step).Command).Reason, context, caller));
            return caller.Task;
        }

        public Task<OrderStateView?> LookAsync(OrderId order, CancellationToken cancellationToken) => throw new NotSupportedException();
    }

    /// <summary>Does what the reason of a cancellation says: "name seconds", or "name forget".</summary>
    private sealed class Reminding : IReactor
    {
        public string Name => "reminding";

        public Reaction? React(RecordedEvent recorded)
        {
            var wish = ((OrderEvent.OrderCancelled)OrderEventCodec.Instance.Decode(recorded)).Reason.Split(' ');
            return new(wish[0], [wish[1] == "forget"
                ? Wave.Forget(wish[0])
                : Wave.Remind(new(wish[0], Start.AddSeconds(double.Parse(wish[1], System.Globalization.CultureInfo.InvariantCulture)), Step.To(Order, new OrderCommand.RejectOrder(wish[0]))))]);
        }
    }
}
