using System.Collections.Immutable;
using CommandProcessor.Grains.Interfaces.Analytics;
using CommandProcessor.Grains.Interfaces.Queries;
using CommandProcessor.Projections.Analytics;
using CommandProcessor.Projections.Partitions;

namespace CommandProcessor.Projections.Tests.Analytics;

public sealed class RankingMemoryTests
{
    private static readonly RankingRequest Request = new(SalesSubject.Product, "GBP");
    private static readonly SalesRanking Empty = new([], ViewFreshness.None);
    private readonly RankingMemory _memory = new();
    private int _merged;

    [Fact]
    public async Task However_many_ask_it_is_merged_once()
    {
        var go = new TaskCompletionSource<SalesRanking>(TaskCreationOptions.RunContinuationsAsynchronously);
        var asking = Enumerable.Range(0, 100).Select(_ => GetAsync(At(1), () => go.Task)).ToList();
        go.SetResult(Empty);

        await Task.WhenAll(asking);

        Assert.Equal(1, _merged);
    }

    [Fact]
    public async Task It_is_merged_again_when_the_view_has_moved_or_is_another_or_another_is_asked_for()
    {
        await GetAsync(At(1));
        await GetAsync(At(2));
        await GetAsync(At(2, version: 2));
        await GetAsync(At(2, version: 2, generation: 7));
        await GetAsync(At(2, version: 2, generation: 7), request: Request with { Of = SalesSubject.Category });
        await GetAsync(At(2, version: 2, generation: 7), request: Request with { CountMax = 3 });

        Assert.Equal(5, _merged);
    }

    [Fact]
    public async Task One_that_failed_is_not_kept()
    {
        await Assert.ThrowsAsync<QueryRetryException>(() => GetAsync(At(1), () => throw new QueryRetryException("It moves.")));

        Assert.Same(Empty, await GetAsync(At(1)));
    }

    private static ImmutableArray<ViewStand> At(long position, int version = 1, long generation = 0) => [new(0, position, version, generation), new(1, 7, version, 0)];

    private Task<SalesRanking> GetAsync(
        ImmutableArray<ViewStand> stand, Func<Task<SalesRanking>>? merge = null, RankingRequest? request = null) =>
        _memory.GetAsync(request ?? Request, stand, () =>
        {
            Interlocked.Increment(ref _merged);
            return merge is null ? Task.FromResult(Empty) : merge();
        });
}
