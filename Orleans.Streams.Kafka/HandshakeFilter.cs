using Microsoft.Extensions.DependencyInjection;

namespace Orleans.Streams.Kafka;

/// <summary>
/// An agent reads nothing from its partition while a consumer of a cold stream has not said where to begin: one grain that hangs
/// would hold up all the others. An implicit consumer is waited for shortly; then its first delivery, which waits for it alone, asks again.
/// An explicit one is waited for: it may have asked for the past of a stream that gets no delivery.
/// </summary>
internal sealed class HandshakeFilter(IServiceProvider services) : IOutgoingGrainCallFilter
{
    private const string Handshake = "GetSequenceToken";

    /// <summary>Orleans marks the identifiers of implicit subscriptions by the highest bit of their last byte.</summary>
    private const byte ImplicitMark = 0x80;

    private readonly Lazy<HandshakeLimit[]> _limits = new(() => [.. services.GetServices<HandshakeLimit>()]);

    public Task Invoke(IOutgoingGrainCallContext context) => context.MethodName == Handshake && LimitOf(context) is { } limit
        ? ShakeHandsAsync(context, limit)
        : context.Invoke();

    private HandshakeLimit? LimitOf(IOutgoingGrainCallContext context)
    {
        if (context.Request.GetArgumentCount() == 0 || context.Request.GetArgument(0) is not GuidId subscription || !IsImplicit(subscription.Guid)) return null;
        if (context.SourceId is not { } agent) return null;
        return Array.Find(_limits.Value, limit => limit.IsFor(agent));
    }

    private static bool IsImplicit(Guid subscription)
    {
        Span<byte> bytes = stackalloc byte[16];
        return subscription.TryWriteBytes(bytes) && (bytes[^1] & ImplicitMark) != 0;
    }

    private static async Task ShakeHandsAsync(IOutgoingGrainCallContext context, HandshakeLimit limit)
    {
        var answer = context.Invoke();
        await answer.WaitAsync(limit.Timeout, limit.Time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (answer.IsCompleted) await answer;
        else context.Result = null;
    }
}
