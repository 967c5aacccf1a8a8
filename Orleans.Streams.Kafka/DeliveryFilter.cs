namespace Orleans.Streams.Kafka;

/// <summary>
/// Tells a cursor when a delivery begins and ends. The agent tells it by asking for the next batch, which it no longer does when it
/// gives its partition up.
/// </summary>
internal sealed class DeliveryFilter : IOutgoingGrainCallFilter
{
    private const string Delivery = "DeliverBatch";
    private const int BatchArgument = 2;

    public Task Invoke(IOutgoingGrainCallContext context) => context.MethodName == Delivery
        && context.Request.GetArgumentCount() > BatchArgument
        && context.Request.GetArgument(BatchArgument) is KafkaBatch { Cursor: { } cursor } batch
        ? DeliverAsync(context, cursor, batch)
        : context.Invoke();

    private static async Task DeliverAsync(IOutgoingGrainCallContext context, StreamCursor cursor, KafkaBatch batch)
    {
        var isDelivered = false;
        var delivery = cursor.DeliveryBegins();
        try
        {
            await context.Invoke();
            isDelivered = context.Result is null;
        }
        finally
        {
            cursor.DeliveryEnds(delivery, batch, isDelivered);
        }
    }
}
