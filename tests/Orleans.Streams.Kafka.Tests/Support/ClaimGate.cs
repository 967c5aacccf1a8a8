namespace Orleans.Streams.Kafka.Tests;

/// <summary>Holds back from claimants what the checkpoint grain has answered.</summary>
public sealed class ClaimGate : IOutgoingGrainCallFilter
{
    private readonly TaskCompletionSource _answered = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _gate = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends when a claim has been answered.</summary>
    public Task Answered => _answered.Task;

    public void Release() => _gate.TrySetResult();

    public async Task Invoke(IOutgoingGrainCallContext context)
    {
        await context.Invoke();
        if (context.InterfaceMethod.DeclaringType != typeof(IKafkaCheckpointGrain) || context.MethodName != nameof(IKafkaCheckpointGrain.ClaimAsync)) return;
        _answered.TrySetResult();
        await _gate.Task;
    }
}
