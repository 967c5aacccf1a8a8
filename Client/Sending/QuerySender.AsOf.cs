using CommandProcessor.Grains.Interfaces.Commands;
using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Interfaces.Queries;

namespace CommandProcessor.Client.Sending;

/// <remarks>
/// The past does not change: what the session wrote or saw plays no part in it. To fold a long one takes longer than one call: silos say so and go on, and are
/// asked again.
/// </remarks>
internal sealed partial class QuerySender
{
    /// <summary>Asks the read model of a key what it was.</summary>
    public Task<TAnswer> AskAsOfAsync<TGrain, TAnswer>(
        string grainKey, PartitionKey key, AsOf asOf, Func<TGrain, AsOf, CancellationToken, Task<TAnswer>> ask, CancellationToken cancellationToken)
        where TGrain : IGrainWithStringKey
    {
        Check(asOf);
        if (asOf is AsOf.Version) throw new ArgumentException($"The read models of {key} have no versions; ask as of a position or a time.", nameof(asOf));
        return AnswerAsync(
            token => ask(core.Grains.Get<TGrain>(grainKey), asOf, token),
            $"{typeof(TGrain).Name} {grainKey}", core.Options.PastTimeout, cancellationToken);
    }

    /// <summary>Asks a view over everybody what it was.</summary>
    public Task<TAnswer> AskAllAsOfAsync<TGrain, TAnswer>(
        AsOfAll asOf, Func<TGrain, AsOfAll, CancellationToken, Task<TAnswer>> ask, CancellationToken cancellationToken)
        where TGrain : IGrainWithIntegerKey
    {
        ArgumentNullException.ThrowIfNull(asOf);
        if (asOf.Mistake() is { } mistake) throw new ArgumentOutOfRangeException(nameof(asOf), mistake);
        return AnswerAsync(token => ask(core.Grains.GetOnly<TGrain>(), asOf, token), typeof(TGrain).Name, core.Options.PastTimeout, cancellationToken);
    }

    /// <summary>Asks an aggregate what it was.</summary>
    public async Task<TView?> ReadAsOfAsync<TGrain, TCommand, TView>(string grainKey, AsOf asOf, CancellationToken cancellationToken)
        where TGrain : IViewedAggregateGrain<TCommand, TView>
        where TCommand : class
        where TView : class
    {
        var answer = await AnswerAsync(
            token => core.Grains.Get<TGrain>(grainKey).ReadAsOfAsync(asOf, token),
            $"{typeof(TGrain).Name} {grainKey}", core.Options.QueryTimeout, cancellationToken);
        return answer.View;
    }

    public static void Check(AsOf asOf)
    {
        ArgumentNullException.ThrowIfNull(asOf);
        if (asOf.Mistake() is { } mistake) throw new ArgumentOutOfRangeException(nameof(asOf), mistake);
    }
}
