using Orleans;

namespace CommandProcessor.Silo.Tests.Views;

/// <summary>Has every grain of a view take what the road brings as one does that is in trouble, until it recovers.</summary>
public sealed class TroubledView(string grainType, TroubledView.Trouble trouble) : IIncomingGrainCallFilter, IDisposable
{
    private const string Delivery = "DeliverBatch";
    private static readonly TimeSpan Slowness = TimeSpan.FromMilliseconds(500);
    private readonly TaskCompletionSource _recovered = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly SemaphoreSlim _one = new(1);

    public enum Trouble
    {
        /// <summary>A delivery does not return.</summary>
        Hangs,

        /// <summary>One delivery at a time, half a second each.</summary>
        IsSlow,

        /// <summary>A delivery fails, again and again.</summary>
        Throws,
    }

    public void Recover() => _recovered.TrySetResult();

    public void Dispose() => _one.Dispose();

    public async Task Invoke(IIncomingGrainCallContext context)
    {
        if (context.MethodName == Delivery && context.TargetId.Type.ToString() == grainType) await SufferAsync();
        await context.Invoke();
    }

    private async Task SufferAsync()
    {
        switch (trouble)
        {
            case Trouble.Hangs:
                await _recovered.Task;
                return;
            case Trouble.Throws when !_recovered.Task.IsCompleted:
                throw new InvalidOperationException("The view is in trouble.");
            case Trouble.IsSlow:
                await _one.WaitAsync();
                try
                {
                    if (!_recovered.Task.IsCompleted) await Task.WhenAny(_recovered.Task, Task.Delay(Slowness));
                }
                finally
                {
                    _one.Release();
                }

                return;
        }
    }
}
