using CommandProcessor.Grains.Interfaces.Queries;

namespace CommandProcessor.Projections.Runtime;

/// <summary>
/// The questions about the past that a silo is working on. To fold a long past takes longer than a call may: whoever asks waits a while and is told to
/// ask again, the fold goes on, once for all who ask the same, and its answer is kept for a while for those who come back. When nobody does, it ends.
/// </summary>
internal sealed class PastAnswers(ProjectionOptions options, TimeProvider time) : IDisposable
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Asked> _asked = new(StringComparer.Ordinal);

    /// <param name="question">Names what is asked, whoever asks.</param>
    /// <param name="make">Makes the answer, on no grain's scheduler; its token ends when nobody has come back for it.</param>
    /// <param name="cancellationToken">Ends the wait, and not the work.</param>
    /// <exception cref="QueryRetryException">It is not done yet, too many other questions are, or the journal is away. Ask again.</exception>
    public async Task<T> AskAsync<T>(string question, Func<CancellationToken, Task<T>> make, CancellationToken cancellationToken)
    {
        var asked = Take(question, make);
        var answer = (Task<T>)asked.Answer; // The question names its kind.
        await asked.Answer.WaitAsync(TimeSpan.FromMilliseconds(options.AsOfWaitMs), time, cancellationToken)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        if (answer.IsCompleted) return await answer;
        cancellationToken.ThrowIfCancellationRequested();
        throw new QueryRetryException($"{question} is being folded from the journal since {time.GetElapsedTime(asked.StartedAt).TotalSeconds:0} s, which goes on; ask again.");
    }

    public void Dispose()
    {
        Asked[] all;
        lock (_gate)
        {
            all = [.. _asked.Values];
            _asked.Clear();
        }

        foreach (var asked in all) asked.Dispose();
    }

    private Asked Take<T>(string question, Func<CancellationToken, Task<T>> make)
    {
        lock (_gate)
        {
            if (!_asked.TryGetValue(question, out var asked))
            {
                if (_asked.Count >= options.AsOfQuestionsMax && !TryForgetOne())
                    throw new QueryRetryException($"{_asked.Count} questions about the past are being answered by this silo already, ProjectionOptions.AsOfQuestionsMax.");
                _asked.Add(question, asked = new(time.GetTimestamp()));
                asked.Answer = Task.Run(() => MakeAsync(question, asked, make), CancellationToken.None);
                asked.Expiry = time.CreateTimer(_ => Forget(question, asked), state: null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            }

            asked.Expiry?.Change(TimeSpan.FromMilliseconds(options.AsOfWaitMs + options.AsOfKeepMs), Timeout.InfiniteTimeSpan);
            return asked;
        }
    }

    private async Task<T> MakeAsync<T>(string question, Asked asked, Func<CancellationToken, Task<T>> make)
    {
        try
        {
            return await QueryFaults.AskAsync(question, () => make(asked.Abandoned));
        }
        catch
        {
            Forget(question, asked); // Whoever asks again has it tried again.
            throw;
        }
    }

    private bool TryForgetOne()
    {
        foreach (var (question, asked) in _asked)
        {
            if (!asked.Answer.IsCompleted) continue;
            _asked.Remove(question);
            asked.Dispose();
            return true;
        }

        return false;
    }

    private void Forget(string question, Asked asked)
    {
        lock (_gate)
        {
            if (_asked.GetValueOrDefault(question) == asked) _asked.Remove(question);
        }

        asked.Dispose();
    }

    private sealed class Asked(long startedAt) : IDisposable
    {
        private readonly CancellationTokenSource _abandon = new();

        public long StartedAt { get; } = startedAt;

        public Task Answer { get; set; } = Task.CompletedTask;

        public ITimer? Expiry { get; set; }

        public CancellationToken Abandoned => _abandon.Token;

        public void Dispose()
        {
            Expiry?.Dispose();
            _abandon.Cancel();
        }
    }
}
