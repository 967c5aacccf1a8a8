using CommandProcessor.Grains.Interfaces.Commands;
using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Interfaces.Orders;
using CommandProcessor.Grains.Reactors.Runtime;
using CommandProcessor.Grains.Reactors.Steps;

namespace CommandProcessor.Grains.Tests.Reactors;

/// <summary>Loses commands and answers, doubles them, and lets them come late, in an order that follows from a seed.</summary>
internal sealed class FaultySender(IStepSender sender, int seed, double rate) : IStepSender
{
    private readonly Lock _gate = new();
    private readonly Random _random = new(seed);
    private int _count;

    /// <summary>Told to break this one command for ever.</summary>
    public Func<Step, bool> Breaks { get; set; } = _ => false;

    public bool IsActive { get; set; } = true;

    public int Count => Volatile.Read(ref _count);

    public Task<CommandOutcome> SendAsync(Step step, CommandContext context, CancellationToken cancellationToken) =>
        SendAsync(step, context, () => sender.SendAsync(step, context, cancellationToken), cancellationToken);

    /// <summary>What befalls the step befalls the one behind it: they are one message.</summary>
    public Task<CommandOutcome> SendAsync(Step step, CommandContext context, FollowingStep following, CancellationToken cancellationToken) =>
        SendAsync(step, context, () => sender.SendAsync(step, context, following, cancellationToken), cancellationToken);

    private async Task<CommandOutcome> SendAsync(Step step, CommandContext context, Func<Task<CommandOutcome>> sendAsync, CancellationToken cancellationToken)
    {
        if (Breaks(step)) throw new InvalidOperationException("Broken as planned.");
        if (!IsActive) return await sendAsync();

        var (choice, delayMs) = Draw();
        if (choice < 4 * rate) Interlocked.Increment(ref _count);
        if (choice < rate) throw new CommandRetryException("Lost on its way as planned.");
        if (choice < 2 * rate)
        {
            await sendAsync();
            throw new CommandRetryException("The answer was lost as planned.");
        }

        if (choice >= 3 * rate && choice < 4 * rate) await Task.Delay(delayMs, cancellationToken);
        var outcome = await sendAsync();

        // What was refused, was forgotten and then comes late is ended by its expiry, long after a test.
        if (choice < 3 * rate && outcome is CommandOutcome.Accepted) _ = SendLateAsync(step, context, delayMs);
        return outcome;
    }

    public Task<OrderStateView?> LookAsync(OrderId order, CancellationToken cancellationToken) => sender.LookAsync(order, cancellationToken);

    private async Task SendLateAsync(Step step, CommandContext context, int delayMs)
    {
        await Task.Delay(delayMs);
        try
        {
            await sender.SendAsync(step, context, CancellationToken.None);
        }
        catch (Exception exception) when (StepSender.IsTransient(exception))
        {
            // A double that nobody waits for.
        }
    }

    private (double Choice, int DelayMs) Draw()
    {
        lock (_gate) return (_random.NextDouble(), _random.Next(1, 25));
    }
}
