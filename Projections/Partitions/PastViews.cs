using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Interfaces.Queries;
using CommandProcessor.Journal;
using CommandProcessor.Projections.Runtime;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace CommandProcessor.Projections.Partitions;

/// <summary>
/// Folds what views over everybody were, out of the journal alone: a few partitions at a time, each a page at a time and forgotten when it has answered,
/// and on no grain's scheduler, so that nobody who asks for now waits behind it.
/// </summary>
public sealed class PastViews(IJournal journal, IOptions<ProjectionOptions> options, IServiceProvider services) : IDisposable
{
    private readonly Turns _turns = new(options.Value.AsOfAllConcurrencyMax);

    /// <summary>What the view said then.</summary>
    /// <param name="answer">Reads the model of a partition and does not keep it; pure.</param>
    /// <param name="merge">Makes one answer of those of all partitions, in their order; pure.</param>
    /// <exception cref="ArgumentException">The point is not in the journal, or lies after more events than one answer may fold.</exception>
    public async Task<TAnswer> AskAsync<TModel, TPart, TAnswer>(
        AsOfAll asOf, Func<TModel, TPart> answer, Func<TPart[], ViewFreshness, TAnswer> merge, CancellationToken cancellationToken)
        where TModel : PartitionModel
    {
        var answers = await AskAllAsync<TModel, PartitionAnswer<TPart>>(asOf, NewAnswer, cancellationToken);
        return merge([.. answers.Select(part => part.Value)], answers.Freshness());

        Past<TModel, PartitionAnswer<TPart>> NewAnswer() => new(static _ => { }, (model, freshness) => new(answer(model), freshness));
    }

    /// <summary>What the view said then of one key, by the events of its partition alone.</summary>
    /// <inheritdoc cref="AskAsync"/>
    public async Task<PartitionAnswer<T>> AskOneAsync<TModel, T>(PartitionKey key, AsOfAll asOf, Func<TModel, T> answer, CancellationToken cancellationToken)
        where TModel : PartitionModel
    {
        await CheckAsync(asOf, cancellationToken);
        var past = new Past<TModel, PartitionAnswer<T>>(static _ => { }, (model, freshness) => new(answer(model), freshness));
        return await FoldInTurnAsync(journal.Partitioning.PartitionOf(key), asOf, past, NewAllowance<TModel>(asOf), cancellationToken);
    }

    /// <summary>A page of the view's log as it was, of all partitions, the newest entries first. Each page is folded anew.</summary>
    /// <inheritdoc cref="AskAsync"/>
    public async Task<LogPage<TEntry>> ReadLogAsync<TModel, TEntry>(
        AsOfAll asOf, Func<TModel, ModelLog<TEntry>> log, LogPageRequest request, CancellationToken cancellationToken)
        where TModel : PartitionModel
        where TEntry : class
    {
        request.Checked();
        return LogPages.Merge(await AskAllAsync<TModel, LogPage<TEntry>>(asOf, NewPage, cancellationToken), request.CountMax);

        Past<TModel, LogPage<TEntry>> NewPage()
        {
            var page = new PastLogPage<TEntry>(request);
            return new(model => page.Take(log(model)), (_, freshness) => page.ToPage(freshness));
        }
    }

    public void Dispose() => _turns.Dispose();

    private async Task<T[]> AskAllAsync<TModel, T>(AsOfAll asOf, Func<Past<TModel, T>> newPast, CancellationToken cancellationToken)
        where TModel : PartitionModel
    {
        await CheckAsync(asOf, cancellationToken);
        var allowance = NewAllowance<TModel>(asOf);
        using var failed = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        return await Task.WhenAll(Enumerable.Range(0, journal.Partitioning.PartitionCount).Select(FoldAsync));

        async Task<T> FoldAsync(int partition)
        {
            try
            {
                return await FoldInTurnAsync(partition, asOf, newPast(), allowance, failed.Token);
            }
            catch
            {
                await failed.CancelAsync(); // Without this partition there is no answer.
                throw;
            }
        }
    }

    private Task<T> FoldInTurnAsync<TModel, T>(int partition, AsOfAll asOf, Past<TModel, T> past, Allowance allowance, CancellationToken cancellationToken)
        where TModel : PartitionModel =>
        _turns.RunAsync(() => Task.Run(() => FoldAsync(partition, asOf.Of(partition), past, allowance, cancellationToken), cancellationToken), cancellationToken);

    private async Task<T> FoldAsync<TModel, T>(int partition, AsOf asOf, Past<TModel, T> past, Allowance allowance, CancellationToken cancellationToken)
        where TModel : PartitionModel
    {
        var fold = new ModelFold<TModel>(services.GetRequiredService<IPartitionProjection<TModel>>());
        var pageSize = options.Value.AsOfPageSize;
        DateTimeOffset? staleSince = null;
        while (true)
        {
            var page = await journal.ReadPartitionAsync(partition, fold.Position + 1, pageSize, cancellationToken);
            var then = page.TakeWhile(recorded => !asOf.IsBefore(recorded)).ToList();
            allowance.Use(then.Count);
            foreach (var recorded in then)
            {
                if (fold.Fold(recorded) is not null) staleSince ??= recorded.RecordedAt;
            }

            past.Take(fold.Model);
            fold.Model.Entries?.Forget();
            if (then.Count < pageSize) return past.ToAnswer(fold.Model, new(fold.Position, Behind: 0, fold.Parked.Count, staleSince));
        }
    }

    /// <summary>As of a position that the journal has not reached would be another answer later.</summary>
    private async Task CheckAsync(AsOfAll asOf, CancellationToken cancellationToken)
    {
        if (asOf.Mistake() is { } mistake) throw new ArgumentException($"As of: {mistake}");
        if (asOf is not AsOfAll.Positions positions) return;
        var allowance = new Allowance("There are", asOf, options.Value.AsOfAllEventsMax);
        foreach (var position in positions.Value)
        {
            if (!journal.Partitioning.Has(position.Partition))
                throw new ArgumentException($"Partition {position.Partition} is asked for; there are 0 to {journal.Partitioning.PartitionCount - 1}.");
            await journal.RequireReachedAsync(position.Partition, position.Position, cancellationToken);
            allowance.Use(position.Position);
        }
    }

    private Allowance NewAllowance<TModel>(AsOfAll asOf)
        where TModel : PartitionModel =>
        new($"{services.GetRequiredService<IPartitionProjection<TModel>>().Name} had", asOf, options.Value.AsOfAllEventsMax);

    /// <summary>What is asked of a partition.</summary>
    /// <param name="Take">Takes what the fold has written of its log, now and then.</param>
    /// <param name="ToAnswer">Made when it is folded.</param>
    private readonly record struct Past<TModel, T>(Action<TModel> Take, Func<TModel, ViewFreshness, T> ToAnswer);

    /// <summary>How many events one answer may still fold, over all partitions.</summary>
    private sealed class Allowance(string begin, AsOfAll asOf, int eventCountMax)
    {
        private long _left = eventCountMax;

        public void Use(long count)
        {
            if (Interlocked.Add(ref _left, -count) < 0)
                throw new ArgumentException($"{begin} more than {eventCountMax} events at {asOf}, ProjectionOptions.AsOfAllEventsMax.");
        }
    }
}
