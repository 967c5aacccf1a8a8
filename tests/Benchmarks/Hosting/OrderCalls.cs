using CommandProcessor.Grains.Interfaces.Commands;
using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Interfaces.Orders;

namespace CommandProcessor.Benchmarks.Hosting;

/// <summary>Commands to our orders, each under an id of its own.</summary>
internal static class OrderCalls
{
    /// <exception cref="BenchmarkFailedException">It was refused.</exception>
    public static Task<CommitPosition> SendAsync(IGrainFactory grains, OrderId id, OrderCommand command, CancellationToken cancellationToken) =>
        SendAsync(grains.GetGrain<IOrderGrain>(id.GrainKey), command, cancellationToken);

    /// <inheritdoc cref="SendAsync(IGrainFactory, OrderId, OrderCommand, CancellationToken)"/>
    public static async Task<CommitPosition> SendAsync(IOrderGrain order, OrderCommand command, CancellationToken cancellationToken)
    {
        var commandId = CommandId.New(TimeProvider.System);
        var context = new CommandContext { CommandId = commandId, CorrelationId = commandId.Value, Principal = "benchmark" };
        return await order.ExecuteAsync(new(context, null, command), cancellationToken) switch
        {
            CommandOutcome.Accepted accepted => accepted.Position,
            CommandOutcome.Refused refused => throw new BenchmarkFailedException($"{order.GetGrainId()}: {refused.Refusal.Message}"),
            var other => throw new System.Diagnostics.UnreachableException($"{other.GetType()}"),
        };
    }
}
