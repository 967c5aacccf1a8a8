using CommandProcessor.Grains.Interfaces.Queries;
using CommandProcessor.Journal;
using CommandProcessor.Projections.Runtime;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace CommandProcessor.Projections.Partitions;

/// <summary>
/// Folds what views over everybody were, out of the journal alone: a few partitions at a time, each a page at a time, and on no grain's scheduler,
/// so that nobody who asks for now waits behind it.
/// </summary>
public sealed class PastViews(IJournal journal, IOptions<ProjectionOptions> options, IServiceProvider services) : IDisposable
{
    private readonly SemaphoreSlim _folds = new(options.Value.AsOfAllConcurrencyMax);

    /// <summary>What the view said then.</summary>
    /// <param name="answer">Reads the model of a partition and does not keep it; pure.</param>
    /// <param name="merge">Makes one answer of those of all partitions, in their order; pure.</param>
    /// <exception cref="ArgumentException">The point is not in the journal, or lies after more events than one answer may fold.</exception>
    public async Task<TAnswer> AskAsync<TModel, TPart, TAnswer>(
        AsOfAll asOf, Func<TModel, TPart> answer, Func<TPart[], ViewFreshness, TAnswer> merge, CancellationToken cancellationToken)
        where TModel : PartitionModel
    {
        var answers = await AskAllAsync(asOf, answer, cancellationToken);
        return merge([.. answers.Select(part => part.Value)], answers.Freshness());
    }

    private async Task<PartitionAnswer<T>[]> AskAllAsync<TModel, T>(AsOfAll asOf, Func<TModel, T> answer, CancellationToken cancellationToken)
        where TModel : PartitionModel
    {
        await CheckAsync(asOf, cancellationToken);
        var projection = services.GetRequiredService<IPartitionProjection<TModel>>();
        var allowance = new Allowance($"{projection.Name} had", asOf, options.Value.AsOfAllEventsMax);
        using var failed = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        return await Task.WhenAll(Enumerable.Range(0, journal.Partitioning.PartitionCount).Select(FoldInTurnAsync));

        async Task<PartitionAnswer<T>> FoldInTurnAsync(int partition)
        {
            await _folds.WaitAsync(failed.Token);
            try
            {
                return await Task.Run(() => FoldAsync(projection, partition, asOf.Of(partition), answer, allowance, failed.Token), failed.Token);
            }
            catch
            {
                await failed.CancelAsync(); // Without this partition there is no answer.
                throw;
            }
            finally
            {
                _folds.Release();
            }
        }
    }

    public void Dispose() => _folds.Dispose();

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

    private async Task<PartitionAnswer<T>> FoldAsync<TModel, T>(
        IPartitionProjection<TModel> projection, int partition, AsOf asOf, Func<TModel, T> answer, Allowance allowance, CancellationToken cancellationToken)
        where TModel : PartitionModel
    {
        var fold = new ModelFold<TModel>(projection);
        DateTimeOffset? staleSince = null;
        while (true)
        {
            var page = await journal.ReadPartitionAsync(partition, fold.Position + 1, options.Value.FillPageSize, cancellationToken);
            var then = page.TakeWhile(recorded => !asOf.IsBefore(recorded)).ToList();
            allowance.Use(then.Count);
            foreach (var recorded in then)
            {
                if (fold.Fold(recorded) is not null) staleSince ??= recorded.RecordedAt;
            }

            fold.Model.Entries?.TakeWritten(); // Nobody asks for them.
            if (then.Count < options.Value.FillPageSize) return new(answer(fold.Model), new(fold.Position, Behind: 0, fold.Parked.Count, staleSince));
        }
    }

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
