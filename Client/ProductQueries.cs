using System.Runtime.CompilerServices;
using CommandProcessor.Client.Sending;
using CommandProcessor.Grains.Interfaces.Queries;
using CommandProcessor.Grains.Interfaces.Search;

namespace CommandProcessor.Client;

/// <summary>Looks for products by their words. An answer shows what the session wrote.</summary>
public sealed class ProductQueries
{
    private readonly QuerySender _sender;

    internal ProductQueries(QuerySender sender) => _sender = sender;

    /// <summary>A page of products with all the words, how many there are, and of which kinds.</summary>
    /// <exception cref="ArgumentException">The request is beyond its limits; nothing was asked.</exception>
    /// <exception cref="QueryNotAnsweredException">No answer within the deadline.</exception>
    public Task<ProductSearchPage> SearchAsync(ProductSearchRequest request, CancellationToken cancellationToken = default) => request.Mistake() is { } mistake
        ? throw new ArgumentException(mistake, nameof(request))
        : _sender.AskAllAsync<IProductSearchGrain, ProductSearchPage>((grain, atLeast, token) => grain.SearchAsync(request, atLeast, token), cancellationToken);

    /// <summary>A page of products with all the words.</summary>
    public Task<ProductSearchPage> SearchAsync(string text, CancellationToken cancellationToken = default) =>
        SearchAsync(new ProductSearchRequest { Text = text }, cancellationToken);

    /// <summary>All products that are found, asked for page by page as they are taken.</summary>
    public async IAsyncEnumerable<ProductHit> EnumerateAsync(ProductSearchRequest request, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var next = request;
        while (true)
        {
            var page = await SearchAsync(next, cancellationToken);
            foreach (var product in page.Products) yield return product;
            if (page.Next is null) yield break;
            next = next with { After = page.Next };
        }
    }

    /// <summary>
    /// Watches what is found, price and stock beside: what it is, then what it has become.
    /// A loop that is slow is shown the newest state only; a lost silo costs time and no change.
    /// </summary>
    /// <param name="request">Also the page is watched, not what lies after it.</param>
    /// <param name="after">Of what was shown last, to go on from there; null to begin with the current state.</param>
    /// <param name="cancellationToken">Ends the watch.</param>
    /// <exception cref="QueryNotAnsweredException">No answer within <see cref="CommandProcessorClientOptions.WatchTimeout"/>.</exception>
    /// <exception cref="ArgumentException">The request is beyond its limits; nothing was asked.</exception>
    public IAsyncEnumerable<Watched<ProductSearchPage>> WatchAsync(
        ProductSearchRequest request, WatchToken? after = null, CancellationToken cancellationToken = default) => request.Mistake() is { } mistake
        ? throw new ArgumentException(mistake, nameof(request))
        : _sender.WatchAllAsync<IProductSearchGrain, ProductSearchPage>(after, (grain, watch, token) => grain.WatchAsync(request, watch, token), cancellationToken);

    /// <summary>
    /// What would have been found then, by the same words, filters and facets. By relevance a word in the SKU counts most, in the category least. A place
    /// in its pages is none in those of today.
    /// </summary>
    /// <exception cref="ArgumentException">The point is not in the journal, or lies after more events than one answer may fold.</exception>
    /// <exception cref="QueryNotAnsweredException">No answer within <see cref="CommandProcessorClientOptions.PastTimeout"/>.</exception>
    public Task<ProductSearchPage> SearchAsync(ProductSearchRequest request, AsOfAll asOf, CancellationToken cancellationToken = default) => request.Mistake() is { } mistake
        ? throw new ArgumentException(mistake, nameof(request))
        : _sender.AskAllAsOfAsync<IProductSearchGrain, ProductSearchPage>(asOf, (grain, point, token) => grain.SearchAsOfAsync(request, point, token), cancellationToken);
}
