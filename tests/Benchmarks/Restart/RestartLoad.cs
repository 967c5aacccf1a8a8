using CommandProcessor.Benchmarks.Commands;
using CommandProcessor.Client;
using CommandProcessor.Grains.Interfaces.Commands;
using CommandProcessor.Grains.Interfaces.Events;

namespace CommandProcessor.Benchmarks.Restart;

/// <summary>
/// Commands that leave at their rate whatever the answers take, up to a bound of those without an answer, and ten queries a second beside
/// them. The client tries each again under its id, as a front end's would.
/// </summary>
internal sealed class RestartLoad(CommandProcessorClient client, RestartOptions options, AnswerLog answers, TimeProvider time)
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan QueryPeriod = TimeSpan.FromMilliseconds(100);

    private volatile Outage? _outage;
    private volatile string? _mistake;
    private int _outstanding;
    private long _heldBack;
    private long _unanswered;

    public Outage? Outage
    {
        set => _outage = value;
    }

    /// <summary>Commands that were due and not sent.</summary>
    public long HeldBack => Interlocked.Read(ref _heldBack);

    /// <summary>Commands that the client gave up: nobody knows of them, so they are neither missing nor wrong.</summary>
    public long Unanswered => Interlocked.Read(ref _unanswered);

    /// <summary>The first answer that should not have been; null if there was none.</summary>
    public string? Mistake => _mistake;

    public async Task PlaceAsync(CancellationToken cancellationToken)
    {
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = 256, CancellationToken = cancellationToken };
        await Parallel.ForAsync(0, options.Customers, parallel, async (customer, token) =>
        {
            var commandId = CommandId.New(time);
            var outcome = await client.Orders.PlaceAsync(OrderContent.IdOf(customer), OrderContent.Place(), new() { CommandId = commandId }, token).OrThrowAsync();
            answers.Add(customer, commandId, outcome.Position);
        });
    }

    /// <summary>Until <paramref name="stop"/>; then waits for the answers that are owed.</summary>
    public async Task AmendAsync(CancellationToken stop, CancellationToken cancellationToken)
    {
        var (begun, due) = (time.GetTimestamp(), 0L);
        using var timer = new PeriodicTimer(Tick, time);
        var drained = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Interlocked.Increment(ref _outstanding); // The loop itself, so that nothing is drained before it ends.
        while (!stop.IsCancellationRequested && await timer.WaitForNextTickAsync(cancellationToken))
        {
            for (var to = (long)(time.GetElapsedTime(begun).TotalSeconds * options.Rate); due < to; due++)
            {
                if (Volatile.Read(ref _outstanding) > options.Outstanding) Interlocked.Increment(ref _heldBack);
                else _ = AmendAsync(due, drained, cancellationToken);
            }
        }

        Leave(drained);
        await drained.Task.WaitAsync(cancellationToken);
    }

    public async Task AskAsync(CancellationToken stop, CancellationToken cancellationToken)
    {
        var random = new Random(17_850);
        using var timer = new PeriodicTimer(QueryPeriod, time);
        while (!stop.IsCancellationRequested && await timer.WaitForNextTickAsync(cancellationToken))
            _ = AskAsync(random.Next(options.Customers), cancellationToken);
    }

    private async Task AmendAsync(long turn, TaskCompletionSource drained, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _outstanding);
        var (customer, sent, commandId) = ((int)(turn % options.Customers), time.GetTimestamp(), CommandId.New(time));
        var amend = OrderContent.Amend(turn);
        try
        {
            var outcome = await client.Orders.SendAsync(OrderContent.IdOf(customer), amend, new() { CommandId = commandId }, cancellationToken);
            if (outcome is CommandOutcome.Refused refused) _mistake ??= $"Command {commandId} was refused: {refused.Refusal.Message}";
            else answers.Add(customer, commandId, outcome.Position);
            _outage?.CommandAnswered(sent);
        }
        catch (CommandNotAnsweredException)
        {
            Interlocked.Increment(ref _unanswered);
        }
        catch (Exception exception)
        {
            // Whatever the client throws here is a result of the measurement.
            _mistake ??= $"{exception.GetType().Name}: {exception.Message}";
        }
        finally
        {
            Leave(drained);
        }
    }

    private void Leave(TaskCompletionSource drained)
    {
        if (Interlocked.Decrement(ref _outstanding) == 0) drained.TrySetResult();
    }

    private async Task AskAsync(int customer, CancellationToken cancellationToken)
    {
        var asked = time.GetTimestamp();
        try
        {
            await client.CustomerOrders.GetSummaryAsync(OrderContent.IdOf(customer).Customer, cancellationToken);
            _outage?.QueryAnswered(asked);
        }
        catch (QueryNotAnsweredException)
        {
            // The first one that is answered counts; later ones follow.
        }
        catch (Exception exception)
        {
            _mistake ??= $"{exception.GetType().Name}: {exception.Message}";
        }
    }
}
