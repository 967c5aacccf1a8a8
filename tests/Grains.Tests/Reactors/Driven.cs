using System.Collections.Immutable;
using CommandProcessor.Grains.Interfaces.Commands;
using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Interfaces.Orders;
using CommandProcessor.Grains.Reactors;
using CommandProcessor.Grains.Reactors.Runtime;
using CommandProcessor.Grains.Reactors.Steps;
using Microsoft.Extensions.Logging.Abstractions;

namespace CommandProcessor.Grains.Tests.Reactors;

/// <summary>Drives a reactor as the pure function that it is: each step is told as "target command", refused where a test says so.</summary>
internal static class Driven
{
    public static readonly DateTimeOffset At = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public static RecordedEvent Recorded<TEvent>(AggregateId aggregate, PartitionKey key, EventCodec<TEvent> codec, TEvent happened, long version = 1)
        where TEvent : class
    {
        var data = codec.Encode(happened);
        return new()
        {
            Partition = 3,
            Position = 7,
            Previous = 0,
            Key = key,
            Aggregate = aggregate,
            Version = version,
            Type = data.Type,
            SchemaVersion = data.SchemaVersion,
            Context = new() { CommandId = CommandId.Derive(At, "cause"), CorrelationId = Guid.Empty, Principal = "tests" },
            RecordedAt = At,
            Body = data.Body,
            Hash = new byte[32],
        };
    }

    /// <summary>Has waves carried out as the reactors' runtime does it, with pauses between tries that no test notices.</summary>
    public static Task RunAsync(this IStepSender sender, ReactorOptions options, params Wave[] waves)
    {
        var order = new OrderId("ada", "1");
        var cause = Recorded(order.Aggregate, order.PartitionKey, OrderEventCodec.Instance, (OrderEvent)new OrderEvent.OrderConfirmed(At));
        options.RetryDelayMs = 1;
        var runner = new ReactionRunner(
            sender, new(timeoutMs: 60_000, TimeProvider.System), isInTheWay: _ => false, options, TimeProvider.System, NullLogger.Instance);
        return runner.RunAsync(new("tests", cause, new("process", waves)), TestContext.Current.CancellationToken);
    }

    /// <summary>The steps, wave by wave: those of one wave are separated by " + ".</summary>
    /// <param name="reactor">Which.</param>
    /// <param name="recorded">To what.</param>
    /// <param name="refused">Names of commands that are refused with code 999.</param>
    /// <param name="view">What an order looks like.</param>
    public static string[] Drive(this IReactor reactor, RecordedEvent recorded, string[] refused, OrderStateView? view = null)
    {
        var told = new List<string>();
        foreach (var wave in reactor.React(recorded)?.Waves ?? [])
        {
            switch (wave)
            {
                case Wave.Commands commands:
                    told.Add(string.Join(" + ", commands.Steps.Select(Tell)));
                    commands.Outcomes = [.. commands.Steps.Select(step => OutcomeOf(step, refused))];
                    if (commands.Refusal is not null && commands.Refused is RefusalMeaning.Mistake) return [.. told, "parked"];
                    break;
                case Wave.OrderLook look:
                    look.Answer = view;
                    break;
                case Wave.Reminder reminder:
                    told.Add(reminder.Due is { } due ? $"at {due.At - At:c} {Tell(due.Step)}" : $"forget {reminder.Id}");
                    break;
            }
        }

        return [.. told];
    }

    public static ImmutableArray<Step> StepsOf(this IReactor reactor, RecordedEvent recorded, int wave = 1)
    {
        var number = 0;
        foreach (var item in reactor.React(recorded)?.Waves ?? [])
        {
            if (item is not Wave.Commands commands) continue;
            if (++number == wave) return commands.Steps;
            commands.Outcomes = [.. commands.Steps.Select(step => OutcomeOf(step, []))];
        }

        return [];
    }

    private static string Tell(Step step) => $"{step.Target} {step.Name}";

    private static CommandOutcome OutcomeOf(Step step, string[] refused) => refused.Contains(step.Name) || refused.Contains(Tell(step))
        ? new CommandOutcome.Refused(0, default, Refusal.Transient(999, "as the test wishes"))
        : new CommandOutcome.Accepted(0, default);
}
