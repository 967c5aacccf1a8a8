using System.Collections.Immutable;
using System.Diagnostics;
using System.Runtime.InteropServices;
using CommandProcessor.Grains.Interfaces.Commands;
using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Interfaces.Orders;
using CommandProcessor.Grains.Reactors.Steps;
using Microsoft.Extensions.Logging;

namespace CommandProcessor.Grains.Reactors.Runtime;

/// <summary>Carries out one reaction, wave by wave. The ids of its commands follow from event and step, so that doing it twice does nothing.</summary>
/// <param name="sender">The way to the aggregates.</param>
/// <param name="deadlines">Of each try.</param>
/// <param name="isInTheWay">True if others wait for a reaction: then it is given up as soon as it has failed for as long as one try takes.</param>
internal sealed partial class ReactionRunner(
    IStepSender sender, StepDeadlines deadlines, Func<Job, bool> isInTheWay, ReactorOptions options, TimeProvider time, ILogger logger)
{
    /// <summary>Leaves with the job what the reaction wants remembered, also when it fails.</summary>
    /// <exception cref="ReactionFailedException">It cannot go on.</exception>
    public async Task RunAsync(Job job, CancellationToken cancellationToken)
    {
        job.Begin();
        var number = 0;
        foreach (var wave in job.Reaction.Waves)
        {
            number++;
            switch (wave)
            {
                case Wave.Commands { Steps.Length: 1 } commands:
                    commands.Outcomes = [await SendAsync(new(job, number), commands, index: 0, cancellationToken)];
                    break;
                case Wave.Commands commands:
                    commands.Outcomes = await SendAllAsync(new(job, number), commands, cancellationToken);
                    break;
                case Wave.OrderLook look:
                    look.Answer = await LookAsync(job, look.Order, cancellationToken);
                    break;
                case Wave.Reminder reminder:
                    job.Remember(reminder);
                    break;
            }
        }
    }

    /// <summary>To some targets at a time. When one has failed, those that were not begun are left to the next time.</summary>
    private async Task<ImmutableArray<CommandOutcome>> SendAllAsync(WaveAddress address, Wave.Commands wave, CancellationToken cancellationToken)
    {
        var outcomes = new CommandOutcome[wave.Steps.Length];
        var targets = Enumerable.Range(0, outcomes.Length).GroupBy(index => wave.Steps[index].Target).ToArray();
        var (begun, hasFailed) = (0, false);
        await Task.WhenAll(Enumerable.Range(0, Math.Min(targets.Length, options.WaveTargetCountMax)).Select(_ => SendInTurnAsync()));
        return ImmutableCollectionsMarshal.AsImmutableArray(outcomes);

        async Task SendInTurnAsync()
        {
            while (!Volatile.Read(ref hasFailed) && Interlocked.Increment(ref begun) is var number && number <= targets.Length)
            {
                try
                {
                    foreach (var index in targets[number - 1]) outcomes[index] = await SendAsync(address, wave, index, cancellationToken);
                }
                catch
                {
                    Volatile.Write(ref hasFailed, true);
                    throw;
                }
            }
        }
    }

    private async Task<CommandOutcome> SendAsync(WaveAddress address, Wave.Commands wave, int index, CancellationToken cancellationToken)
    {
        var step = wave.Following?.Step ?? StepOf(wave, index);
        var context = wave.Following?.Context ?? address.ContextOf(index, step);
        wave.Next?.Following = new(StepOf(wave.Next, 0), address.Next.ContextOf(0, wave.Next.Steps[0]));
        var since = time.GetTimestamp();
        for (var count = 1; ; count++)
        {
            try
            {
                var outcome = await (count == 1 && wave.Following?.Answer is { } begun ? begun.WaitAsync(deadlines.Token)
                    : wave.Next?.Following is { } following ? sender.SendAsync(step, context, following, deadlines.Token)
                    : sender.SendAsync(step, context, deadlines.Token));
                if (outcome is not CommandOutcome.Refused { Refusal: var refusal } || IsAnswer(refusal, wave.Refused)) return outcome;
                if (!refusal.IsTransient || IsGivenUp(address.Job, count, since)) throw Refused(step, refusal);
            }
            catch (Exception exception) when (exception is not ReactionFailedException && !cancellationToken.IsCancellationRequested)
            {
                Note(exception, address.Job, step.Target, count, since);
            }

            await PauseAsync(count, cancellationToken);
        }
    }

    /// <summary>What must be done is asked again under the same id, now and when its process is redriven, so that it is done once at most.</summary>
    private static Step StepOf(Wave.Commands wave, int index) =>
        wave.Refused is RefusalMeaning.Answer ? wave.Steps[index] : wave.Steps[index] with { AsksAgain = true };

    private static bool IsAnswer(Refusal refusal, RefusalMeaning meaning) => meaning switch
    {
        RefusalMeaning.Answer => true,
        RefusalMeaning.NotYet => !refusal.IsTransient,
        RefusalMeaning.Mistake => false,
        _ => throw new UnreachableException(),
    };

    /// <summary>Tells of the step its name alone: what it says may be about a person.</summary>
    private static ReactionFailedException Refused(Step step, Refusal refusal) =>
        new($"{step.Target} refused {step.Name} with {refusal.Code}: {refusal.Message}", refusal.IsTransient);

    private async Task<OrderStateView?> LookAsync(Job job, OrderId order, CancellationToken cancellationToken)
    {
        var since = time.GetTimestamp();
        for (var count = 1; ; count++)
        {
            try
            {
                return await sender.LookAsync(order, deadlines.Token);
            }
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
            {
                Note(exception, job, order.Aggregate, count, since);
            }

            await PauseAsync(count, cancellationToken);
        }
    }

    /// <exception cref="ReactionFailedException">It has not answered too often, or for too long.</exception>
    private void Note(Exception exception, Job job, AggregateId target, int count, long since)
    {
        if (IsGivenUp(job, count, since))
        {
            var (what, isTransient) = exception is OperationCanceledException
                ? ($"no answer within ReactorOptions.StepTimeoutMs {options.StepTimeoutMs}", true)
                : (exception.Message, StepSender.IsTransient(exception));
            throw new ReactionFailedException($"{target} did not answer in {count} tries: {what}", isTransient, exception);
        }

        if (count == 2) LogNotAnswered(exception, target);
    }

    private bool IsGivenUp(Job job, int count, long since) =>
        count >= options.TryCountMax || (time.GetElapsedTime(since) >= deadlines.Shortest && isInTheWay(job));

    /// <summary>Doubles with every try.</summary>
    private Task PauseAsync(int count, CancellationToken cancellationToken) =>
        Task.Delay(TimeSpan.FromMilliseconds(Math.Min(options.RetryDelayMs * Math.Pow(2, count - 1), options.RetryDelayMaxMs)), time, cancellationToken);

    private readonly record struct WaveAddress(Job Job, int Number)
    {
        public WaveAddress Next => this with { Number = Number + 1 };

        private RecordedEvent Cause => Job.Cause;

        public CommandContext ContextOf(int index, Step step) => new()
        {
            CommandId = CommandId.Derive(Cause.RecordedAt, $"{Job.Process.Reactor}/{Cause.Partition}/{Cause.Position}/{Number}.{index}.{step.Name}/{step.Target}"),
            CausationId = Cause.Context.CommandId.Value,
            CorrelationId = Cause.Context.CorrelationId,
            Principal = Principals.Reactor,
            TraceParent = Cause.Context.TraceParent,
        };
    }

    [LoggerMessage(1201, LogLevel.Warning, "{Target} does not answer a reactor; trying again.")]
    private partial void LogNotAnswered(Exception exception, AggregateId target);
}
