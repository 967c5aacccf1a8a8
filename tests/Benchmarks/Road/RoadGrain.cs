using Orleans.Streams;
using Orleans.Streams.Core;

namespace CommandProcessor.Benchmarks.Road;

[Alias("benchmark.IRoadGrain")]
public interface IRoadGrain : IGrainWithStringKey;

/// <summary>Consumes one stream, the same way whichever provider brings it.</summary>
[ImplicitStreamSubscription(Namespace)]
internal sealed class RoadGrain(RoadTally tally) : Grain, IRoadGrain, IStreamSubscriptionObserver, IAsyncObserver<RoadEvent>
{
    public const string Namespace = "road";

    private string _key = "";

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _key = this.GetPrimaryKeyString();
        return Task.CompletedTask;
    }

    public Task OnSubscribed(IStreamSubscriptionHandleFactory handleFactory) => handleFactory.Create<RoadEvent>().ResumeAsync(this);

    public Task OnNextAsync(RoadEvent item, StreamSequenceToken? token = null)
    {
        tally.Add(_key, item.Number);
        return Task.CompletedTask;
    }

    public Task OnErrorAsync(Exception ex) => Task.CompletedTask;
}
