using System.Collections.Concurrent;
using CommandProcessor.Grains.Interfaces.Events;
using Orleans.Streams;
using Orleans.Streams.Core;

namespace CommandProcessor.Grains.Tests.Fixtures;

/// <summary>Hears the events of one customer from the stream.</summary>
[ImplicitStreamSubscription(PartitionKey.CustomerKind)]
internal sealed class ListenerGrain : Grain, IListenerGrain, IStreamSubscriptionObserver, IAsyncObserver<RecordedEvent>
{
    private static readonly ConcurrentDictionary<string, ConcurrentQueue<RecordedEvent>> Heard = new();

    public static IReadOnlyCollection<RecordedEvent> HeardBy(string customer) => Heard.GetOrAdd(customer, _ => new());

    public Task OnSubscribed(IStreamSubscriptionHandleFactory handleFactory) => handleFactory.Create<RecordedEvent>().ResumeAsync(this);

    public Task OnNextAsync(RecordedEvent item, StreamSequenceToken? token = null)
    {
        Heard.GetOrAdd(this.GetPrimaryKeyString(), _ => new()).Enqueue(item);
        return Task.CompletedTask;
    }

    public Task OnErrorAsync(Exception ex) => Task.CompletedTask;
}

[Alias("CommandProcessor.Tests.IListenerGrain")]
internal interface IListenerGrain : IGrainWithStringKey;
