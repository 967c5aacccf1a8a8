using System.Collections.Concurrent;
using Orleans.Runtime;
using Orleans.Streams.Core;

namespace Orleans.Streams.Kafka.Tests;

[Alias("kafka-tests.IBatchGrain")]
public interface IBatchGrain : IGrainWithStringKey;

/// <summary>Implicitly subscribed, takes batches.</summary>
[ImplicitStreamSubscription("batch")]
public sealed class BatchGrain : Grain, IBatchGrain, IStreamSubscriptionObserver, IAsyncBatchObserver<Numbered>
{
    public Task OnSubscribed(IStreamSubscriptionHandleFactory handleFactory) => handleFactory.Create<Numbered>().ResumeAsync(this);

    public Task OnNextAsync(IList<SequentialItem<Numbered>> items) => Recorder.AddAsync(
        this.GetPrimaryKeyString(), "batch", [.. items.Select(item => (item.Item, item.Token.SequenceNumber))]);

    public Task OnErrorAsync(Exception ex) => Task.CompletedTask;
}

[Alias("kafka-tests.ISingleGrain")]
public interface ISingleGrain : IGrainWithStringKey;

/// <summary>Implicitly subscribed, takes one event at a time. Two kinds of grains have the namespace "single".</summary>
[ImplicitStreamSubscription("single")]
public sealed class SingleGrain : Grain, ISingleGrain, IStreamSubscriptionObserver, IAsyncObserver<Numbered>
{
    public Task OnSubscribed(IStreamSubscriptionHandleFactory handleFactory) => handleFactory.Create<Numbered>().ResumeAsync(this);

    public Task OnNextAsync(Numbered item, StreamSequenceToken? token = null) =>
        Recorder.AddAsync(this.GetPrimaryKeyString(), "single", [(item, token?.SequenceNumber ?? -1)]);

    public Task OnErrorAsync(Exception ex) => Task.CompletedTask;
}

[Alias("kafka-tests.ISecondGrain")]
public interface ISecondGrain : IGrainWithStringKey;

[ImplicitStreamSubscription("single")]
public sealed class SecondGrain : Grain, ISecondGrain, IStreamSubscriptionObserver, IAsyncObserver<Numbered>
{
    public Task OnSubscribed(IStreamSubscriptionHandleFactory handleFactory) => handleFactory.Create<Numbered>().ResumeAsync(this);

    public Task OnNextAsync(Numbered item, StreamSequenceToken? token = null) =>
        Recorder.AddAsync("second/" + this.GetPrimaryKeyString(), "second", [(item, token?.SequenceNumber ?? -1)]);

    public Task OnErrorAsync(Exception ex) => Task.CompletedTask;
}

[Alias("kafka-tests.IGuidGrain")]
public interface IGuidGrain : IGrainWithGuidKey;

[ImplicitStreamSubscription("guids")]
public sealed class GuidGrain : Grain, IGuidGrain, IStreamSubscriptionObserver, IAsyncBatchObserver<Numbered>
{
    public Task OnSubscribed(IStreamSubscriptionHandleFactory handleFactory) => handleFactory.Create<Numbered>().ResumeAsync(this);

    public Task OnNextAsync(IList<SequentialItem<Numbered>> items) => Recorder.AddAsync(
        this.GetPrimaryKey().ToString(), "guid", [.. items.Select(item => (item.Item, item.Token.SequenceNumber))]);

    public Task OnErrorAsync(Exception ex) => Task.CompletedTask;
}

[Alias("kafka-tests.ILongGrain")]
public interface ILongGrain : IGrainWithIntegerKey;

[ImplicitStreamSubscription("longs")]
public sealed class LongGrain : Grain, ILongGrain, IStreamSubscriptionObserver, IAsyncBatchObserver<Numbered>
{
    public Task OnSubscribed(IStreamSubscriptionHandleFactory handleFactory) => handleFactory.Create<Numbered>().ResumeAsync(this);

    public Task OnNextAsync(IList<SequentialItem<Numbered>> items) => Recorder.AddAsync(
        "long/" + this.GetPrimaryKeyLong(), "long", [.. items.Select(item => (item.Item, item.Token.SequenceNumber))]);

    public Task OnErrorAsync(Exception ex) => Task.CompletedTask;
}

[Alias("kafka-tests.IForgetfulGrain")]
public interface IForgetfulGrain : IGrainWithStringKey;

/// <summary>Attaches no observer until <see cref="Remember"/> is set: Orleans would drop its events and call them delivered.</summary>
[ImplicitStreamSubscription("forgetful")]
public sealed class ForgetfulGrain : Grain, IForgetfulGrain, IStreamSubscriptionObserver, IAsyncBatchObserver<Numbered>
{
    private static volatile bool s_remember;

    public static bool Remember
    {
        get => s_remember;
        set => s_remember = value;
    }

    public Task OnSubscribed(IStreamSubscriptionHandleFactory handleFactory) =>
        Remember ? handleFactory.Create<Numbered>().ResumeAsync(this) : Task.CompletedTask;

    public Task OnNextAsync(IList<SequentialItem<Numbered>> items) => Recorder.AddAsync(
        this.GetPrimaryKeyString(), "forgetful", [.. items.Select(item => (item.Item, item.Token.SequenceNumber))]);

    public Task OnErrorAsync(Exception ex) => Task.CompletedTask;
}

[Alias("kafka-tests.IResumingGrain")]
public interface IResumingGrain : IGrainWithStringKey
{
    /// <summary>Goes; the next activation resumes at the token.</summary>
    [Alias("Leave")]
    Task LeaveAsync(long resumeAt);
}

/// <summary>Knows by itself where it wants to go on, as one does that keeps its position with its state.</summary>
[ImplicitStreamSubscription("resuming")]
public sealed class ResumingGrain : Grain, IResumingGrain, IStreamSubscriptionObserver, IAsyncBatchObserver<Numbered>
{
    private static readonly ConcurrentDictionary<string, long> ResumeAt = new();

    public Task OnSubscribed(IStreamSubscriptionHandleFactory handleFactory) => handleFactory.Create<Numbered>().ResumeAsync(
        this, ResumeAt.TryGetValue(this.GetPrimaryKeyString(), out var token) ? new KafkaStreamToken(token) : null);

    public Task LeaveAsync(long resumeAt)
    {
        ResumeAt[this.GetPrimaryKeyString()] = resumeAt;
        DeactivateOnIdle();
        return Task.CompletedTask;
    }

    public Task OnNextAsync(IList<SequentialItem<Numbered>> items) => Recorder.AddAsync(
        this.GetPrimaryKeyString(), "resuming", [.. items.Select(item => (item.Item, item.Token.SequenceNumber))]);

    public Task OnErrorAsync(Exception ex) => Task.CompletedTask;
}

[Alias("kafka-tests.IFleetingGrain")]
public interface IFleetingGrain : IGrainWithStringKey;

/// <summary>Goes after each batch: the next activation knows nothing of what was delivered, so nobody but the partition's owner can.</summary>
[ImplicitStreamSubscription("fleeting")]
public sealed class FleetingGrain : Grain, IFleetingGrain, IStreamSubscriptionObserver, IAsyncBatchObserver<Numbered>
{
    public Task OnSubscribed(IStreamSubscriptionHandleFactory handleFactory) => handleFactory.Create<Numbered>().ResumeAsync(this);

    public async Task OnNextAsync(IList<SequentialItem<Numbered>> items)
    {
        await Recorder.AddAsync(this.GetPrimaryKeyString(), "fleeting", [.. items.Select(item => (item.Item, item.Token.SequenceNumber))]);
        DeactivateOnIdle();
    }

    public Task OnErrorAsync(Exception ex) => Task.CompletedTask;
}

[Alias("kafka-tests.IStuckGrain")]
public interface IStuckGrain : IGrainWithStringKey;

/// <summary>Its activation takes as long as its behaviour for event 0 does.</summary>
[ImplicitStreamSubscription("stuck")]
public sealed class StuckGrain : Grain, IStuckGrain, IStreamSubscriptionObserver, IAsyncBatchObserver<Numbered>
{
    public override Task OnActivateAsync(CancellationToken cancellationToken) => Recorder.BehaviourOf(this.GetPrimaryKeyString(), 0);

    public Task OnSubscribed(IStreamSubscriptionHandleFactory handleFactory) => handleFactory.Create<Numbered>().ResumeAsync(this);

    public Task OnNextAsync(IList<SequentialItem<Numbered>> items) => Recorder.AddAsync(
        this.GetPrimaryKeyString(), "stuck", [.. items.Select(item => (item.Item, item.Token.SequenceNumber))]);

    public Task OnErrorAsync(Exception ex) => Task.CompletedTask;
}

[Alias("kafka-tests.IExplicitGrain")]
public interface IExplicitGrain : IGrainWithStringKey
{
    /// <summary>Subscribes to the stream "explicit/<paramref name="key"/>" and records under its own key.</summary>
    [Alias("Subscribe")]
    Task SubscribeAsync(string provider, string key, long? fromToken);

    [Alias("Unsubscribe")]
    Task UnsubscribeAsync(string provider, string key);
}

public sealed class ExplicitGrain : Grain, IExplicitGrain, IAsyncObserver<Numbered>
{
    public async Task SubscribeAsync(string provider, string key, long? fromToken)
    {
        var stream = this.GetStreamProvider(provider).GetStream<Numbered>(StreamId.Create("explicit", key));
        if (fromToken is { } token) await stream.SubscribeAsync(this, new KafkaStreamToken(token));
        else await stream.SubscribeAsync(this);
    }

    public async Task UnsubscribeAsync(string provider, string key)
    {
        var stream = this.GetStreamProvider(provider).GetStream<Numbered>(StreamId.Create("explicit", key));
        foreach (var handle in await stream.GetAllSubscriptionHandles()) await handle.UnsubscribeAsync();
    }

    public Task OnNextAsync(Numbered item, StreamSequenceToken? token = null) =>
        Recorder.AddAsync(this.GetPrimaryKeyString(), "explicit", [(item, token?.SequenceNumber ?? -1)]);

    public Task OnErrorAsync(Exception ex) => Task.CompletedTask;
}
