using System.Diagnostics;
using CommandProcessor.Client.Sessions;
using CommandProcessor.Grains.Interfaces.Commands;
using CommandProcessor.Grains.Interfaces.Events;

namespace CommandProcessor.Client.Sending;

/// <summary>Gives a command its id, once, and sends it until it is answered.</summary>
internal sealed class CommandSender(ClientCore core, SessionPositions positions, string? principal)
{
    public async Task<CommandOutcome> SendAsync<TGrain, TCommand>(
        string grainKey, PartitionKey key, TCommand command, CommandOptions? options, CancellationToken cancellationToken)
        where TGrain : IAggregateGrain<TCommand>
        where TCommand : class
    {
        var commandName = command.GetType().Name;
        using var activity = ClientDiagnostics.StartCommand(commandName, grainKey);
        var envelope = new CommandEnvelope<TCommand>(Context(options), options?.ExpectedVersion, command);
        var started = core.Time.GetTimestamp();

        var outcome = await core.Retrier.RunAsync(
            token => core.Grains.Get<TGrain>(grainKey).ExecuteAsync(envelope, token),
            isAnswer: answer => options is not { RetryTransientRefusals: true } || answer is not CommandOutcome.Refused { Refusal.IsTransient: true },
            options?.Timeout ?? core.Options.CommandTimeout,
            (attemptCount, elapsed, last) => new CommandNotAnsweredException(envelope.Context.CommandId, grainKey, attemptCount, elapsed, last),
            cancellationToken);

        positions.Advance(key, outcome.Position);
        core.Instruments.CommandAnswered(commandName, outcome, core.Time.GetElapsedTime(started));
        return outcome;
    }

    private CommandContext Context(CommandOptions? options)
    {
        if (options is { Timeout: { } timeout } && timeout <= TimeSpan.Zero)
            throw new ArgumentOutOfRangeException(nameof(options), $"Timeout {timeout} is not positive.");
        if (options is { ExpectedVersion: < 0 and var version })
            throw new ArgumentOutOfRangeException(nameof(options), $"Expected version {version} is negative.");
        var commandId = options?.CommandId ?? CommandId.New(core.Time);
        var context = new CommandContext
        {
            CommandId = commandId,
            CausationId = options?.CausationId,
            CorrelationId = options?.CorrelationId ?? commandId.Value,
            Principal = options?.Principal ?? principal ?? throw new ArgumentException(
                $"No principal: set {nameof(CommandProcessorClientOptions)}.Principal, open the session with one, or name one with the command."),
            TraceParent = Activity.Current is { IdFormat: ActivityIdFormat.W3C, Id: { } id } ? id : null,
        };
        return context.Mistake() is { } mistake ? throw new ArgumentException(mistake, nameof(options)) : context;
    }
}
