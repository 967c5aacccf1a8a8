using CommandProcessor.Grains.Interfaces.Commands;
using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Reactors.Steps;

namespace CommandProcessor.Grains.Tests.Reactors.Model;

/// <summary>Asks one thing after the other, each under one id until it is answered.</summary>
internal sealed class Client(World world, int number, IEnumerator<Step> wishes)
{
    private readonly List<Acknowledged> _acknowledged = [];
    private int _count;
    private Step? _step;
    private CommandContext? _context;
    private Task<CommandOutcome>? _answer;
    private DateTimeOffset _thinksUntil;

    public IReadOnlyList<Acknowledged> AllAcknowledged => _acknowledged;

    public bool IsDone { get; private set; }

    public bool IsReady => !IsDone && (_answer is null ? world.Clock.Now >= _thinksUntil : _answer.IsCompleted);

    public void Go()
    {
        if (_answer is { IsCompletedSuccessfully: true })
        {
            if (_answer.Now() is CommandOutcome.Accepted) _acknowledged.Add(new(_step!, _context!.CommandId)); // Set with the answer.
            _step = null;
            _answer = null;
            _thinksUntil = world.Clock.Now + Thought();
            return;
        }

        if (_step is null && !Wish()) return;
        _answer = world.SendAsync(_step!, _context!, CancellationToken.None); // Set with the wish.
    }

    /// <summary>Sometimes long enough for a process to come to its next stop.</summary>
    private TimeSpan Thought() => TimeSpan.FromMilliseconds(world.Random.Next(3) switch { 0 => 0, 1 => world.Random.Next(100), _ => world.Random.Next(20_000) });

    private bool Wish()
    {
        if (!wishes.MoveNext())
        {
            IsDone = true;
            return false;
        }

        _step = wishes.Current;
        var id = CommandId.Derive(world.Clock.Now, $"client/{number}/{++_count}");
        _context = new() { CommandId = id, CorrelationId = id.Value, Principal = "client" };
        return true;
    }

    internal readonly record struct Acknowledged(Step Step, CommandId CommandId);
}
