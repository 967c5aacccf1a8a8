namespace Orleans.Streams.Kafka.Tests;

/// <summary>Holds back what consumers answer when an agent asks them where to begin.</summary>
public sealed class HandshakeGate : IIncomingGrainCallFilter
{
    private volatile TaskCompletionSource? _gate;

    public void Hold() => _gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Release() => _gate?.TrySetResult();

    public async Task Invoke(IIncomingGrainCallContext context)
    {
        if (_gate is { } gate && context.MethodName == "GetSequenceToken") await gate.Task;
        await context.Invoke();
    }
}
