using CommandProcessor.Grains.Interfaces.Queries;

namespace CommandProcessor.Projections.Runtime;

/// <summary>
/// What the read model was. Nothing old is stored: the key's events up to the point are folded anew, by the same fold, and forgotten after the answer.
/// That takes turns of its own, beside this key's scheduler: nobody who asks for now waits behind it.
/// </summary>
internal sealed partial class ProjectedKey<TProjection, THead, TItem>
{
    /// <exception cref="ArgumentException">The point is not in the journal, or lies after more events or items than one answer may fold.</exception>
    /// <exception cref="QueryRetryException">It takes longer than one call waits, and goes on meanwhile; or the journal is away. Ask again.</exception>
    public Task<PastModel<THead, TItem>> GetAsOfAsync(AsOf asOf, PastQuestion<THead> question, CancellationToken cancellationToken) =>
        _services.Past.AskAsync(
            $"{_address} at {asOf}: {question.Text}",
            token => _services.PastKeys.RunAsync(() => FoldPastAsync(asOf, question, token), token),
            cancellationToken);

    private async Task<PastModel<THead, TItem>> FoldPastAsync(AsOf asOf, PastQuestion<THead> question, CancellationToken cancellationToken)
    {
        var fold = new PastFold<TProjection, THead, TItem>(_key, question, _services.Options.AsOfItemsMax);
        await PastEvents.ReadAsync(_services.Journal, _key, asOf, _services.Options, fold.Fold, cancellationToken);
        return fold.ToModel();
    }
}
