using System.Threading.Channels;
using CommandProcessor.Projections.Stores;

namespace CommandProcessor.Projections.Runtime;

/// <summary>
/// Puts many small questions to the database as few large ones: what is asked while an answer is under way rides in the next question. A
/// single one waits for nothing.
/// </summary>
internal sealed class Batcher<TRequest, TAnswer> : IAsyncDisposable
{
    private readonly Func<IReadOnlyList<TRequest>, CancellationToken, Task<IReadOnlyList<TAnswer>>> _ask;
    private readonly Channel<Waiting> _queue;
    private readonly int _groupMax;
    private readonly int _queueMax;
    private readonly Task[] _loops;

    public Batcher(
        int loopCount,
        int groupMax,
        int queueMax,
        Func<IReadOnlyList<TRequest>, CancellationToken, Task<IReadOnlyList<TAnswer>>> ask)
    {
        _ask = ask;
        _groupMax = groupMax;
        _queueMax = queueMax;
        _queue = Channel.CreateBounded<Waiting>(queueMax);
        _loops = [.. Enumerable.Range(0, loopCount).Select(_ => Task.Run(AskAsync))];
    }

    /// <exception cref="ReadModelException">The database failed, or too many wait.</exception>
    public Task<TAnswer> AskAsync(TRequest request, CancellationToken cancellationToken)
    {
        var waiting = new Waiting(request);
        return _queue.Writer.TryWrite(waiting)
            ? waiting.Answer.Task.WaitAsync(cancellationToken)
            : throw new ReadModelException($"ProjectionOptions.LoadQueueMax {_queueMax} loads are waiting already.", isTransient: true);
    }

    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        await Task.WhenAll(_loops);
    }

    private async Task AskAsync()
    {
        var group = new List<Waiting>();
        while (await _queue.Reader.WaitToReadAsync())
        {
            while (group.Count < _groupMax && _queue.Reader.TryRead(out var next)) group.Add(next);
            if (group.Count > 0) await AnswerAsync(group);
            group.Clear();
        }
    }

    private async Task AnswerAsync(List<Waiting> group)
    {
        try
        {
            var answers = await _ask([.. group.Select(waiting => waiting.Request)], CancellationToken.None);
            for (var at = 0; at < group.Count; at++) group[at].Answer.TrySetResult(answers[at]);
        }
        catch (Exception exception) // Everyone who waits is told; a loop that died would hold all of them for ever.
        {
            foreach (var waiting in group) waiting.Answer.TrySetException(exception);
        }
    }

    private sealed class Waiting(TRequest request)
    {
        public TRequest Request { get; } = request;

        public TaskCompletionSource<TAnswer> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
