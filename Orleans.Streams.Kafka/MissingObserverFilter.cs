namespace Orleans.Streams.Kafka;

/// <summary>
/// Orleans' consumer extension returns success when a grain has no observer for a batch ("Dropping on the floor"). The batch knows
/// that nobody took it; then the delivery fails, is retried with back-off, and the event is not lost.
/// </summary>
internal sealed class MissingObserverFilter : IIncomingGrainCallFilter
{
    /// <summary>Where the batch stands among the arguments of a delivery.</summary>
    private const int BatchArgument = 2;

    public Task Invoke(IIncomingGrainCallContext context) =>
        context.Request.GetArgumentCount() > BatchArgument && context.Request.GetArgument(BatchArgument) is KafkaBatch batch
            ? DeliverAsync(context, batch)
            : context.Invoke();

    private static async Task DeliverAsync(IIncomingGrainCallContext context, KafkaBatch batch)
    {
        batch.BeginDelivery();
        await context.Invoke();

        // A result means that the consumer asked for another place in the stream.
        if (!batch.IsTaken && context.Result is null) throw new MissingObserverException(context.TargetId, batch.StreamId);
    }
}
