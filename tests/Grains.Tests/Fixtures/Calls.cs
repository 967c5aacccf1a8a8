using CommandProcessor.Grains.Interfaces.Commands;
using CommandProcessor.Grains.Interfaces.Events;

namespace CommandProcessor.Grains.Tests.Fixtures;

/// <summary>Commands to aggregates of any kind.</summary>
internal static class Calls
{
    public static CommandEnvelope<TCommand> Envelope<TCommand>(TCommand command, CommandId? id = null, long? expectedVersion = null, bool isStep = false)
        where TCommand : class
    {
        var commandId = id ?? CommandId.New(TimeProvider.System);
        return new(new() { CommandId = commandId, CorrelationId = commandId.Value, Principal = "tests" }, expectedVersion, command, IsStep: isStep);
    }

    public static Task<CommandOutcome> SendAsync<TCommand>(
        this IAggregateGrain<TCommand> grain, TCommand command, CommandId? id = null, long? expectedVersion = null)
        where TCommand : class =>
        grain.ExecuteAsync(Envelope(command, id, expectedVersion), TestContext.Current.CancellationToken);

    /// <summary>As a process does.</summary>
    public static Task<CommandOutcome> StepAsync<TCommand>(this IAggregateGrain<TCommand> grain, TCommand command, CommandId? id = null)
        where TCommand : class =>
        grain.ExecuteAsync(Envelope(command, id, isStep: true), TestContext.Current.CancellationToken);

    public static async Task<TView?> LookAsync<TCommand, TView>(this IViewedAggregateGrain<TCommand, TView> grain)
        where TCommand : class
        where TView : class =>
        (await grain.ReadAsync(TestContext.Current.CancellationToken)).View;
}
