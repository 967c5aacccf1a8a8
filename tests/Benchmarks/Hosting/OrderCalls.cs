using CommandProcessor.Grains.Interfaces.Commands;
using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Interfaces.Orders;

namespace CommandProcessor.Benchmarks.Hosting;

/// <summary>Commands to our orders, each under an id of its own.</summary>
internal static class OrderCalls
{
    /// <exception cref="BenchmarkFailedException">It was refused.</exception>
    public static async Task<CommitPosition> SendAsync(IGrainFactory grains, OrderId id, OrderCommand command, CancellationToken cancellationToken)
    {
        var commandId = CommandId.New(TimeProvider.System);
        var context = new CommandContext { CommandId = commandId, CorrelationId = commandId.Value, Principal = "benchmark" };
        return await grains.GetGrain<IOrderGrain>(id.GrainKey).ExecuteAsync(new(context, null, command), cancellationToken) switch
        {
            CommandOutcome.Accepted accepted => accepted.Position,
            CommandOutcome.Refused refused => throw new BenchmarkFailedException($"Order {id}: {refused.Refusal.Message}"),
            var other => throw new System.Diagnostics.UnreachableException($"{other.GetType()}"),
        };
    }
}
