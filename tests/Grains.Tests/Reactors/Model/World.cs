using System.Diagnostics;
using System.Diagnostics.Metrics;
using CommandProcessor.Grains.Accounts;
using CommandProcessor.Grains.Aggregates;
using CommandProcessor.Grains.Interfaces.Accounts;
using CommandProcessor.Grains.Interfaces.Commands;
using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Interfaces.Orders;
using CommandProcessor.Grains.Interfaces.Payments;
using CommandProcessor.Grains.Interfaces.Shipments;
using CommandProcessor.Grains.Interfaces.Stock;
using CommandProcessor.Grains.Interfaces.Transfers;
using CommandProcessor.Grains.Orders;
using CommandProcessor.Grains.Payments;
using CommandProcessor.Grains.Reactors;
using CommandProcessor.Grains.Reactors.Runtime;
using CommandProcessor.Grains.Reactors.Steps;
using CommandProcessor.Grains.Shipments;
using CommandProcessor.Grains.Stock;
using CommandProcessor.Grains.Transfers;
using CommandProcessor.Testing;
using Microsoft.Extensions.DependencyInjection;
using Order = CommandProcessor.Grains.Orders.Order;

namespace CommandProcessor.Grains.Tests.Reactors.Model;

/// <summary>
/// The whole write side on one thread and a clock of its own. One thing happens at a time: a command or an answer arrives, a hand-over reaches
/// the journal, a reactor takes one step. Which is drawn from a seed, and so is everything that goes wrong.
/// </summary>
internal sealed partial class World : IStepSender
{
    public const int PartitionCount = 3;

    private static readonly IMeterFactory Meters = new ServiceCollection().AddMetrics().BuildServiceProvider().GetRequiredService<IMeterFactory>();
    private static readonly ReactorInstruments ReactorInstruments = new(Meters);
    private readonly Dictionary<AggregateId, SimulatedAggregate> _aggregates = [];
    private readonly Dictionary<AggregateId, SimulatedAggregate> _replaced = []; // These work on; whoever finds them is answered by them.
    private readonly List<SimulatedAggregate> _waiting = [];
    private readonly List<Letter> _letters = [];
    private readonly List<Letter> _late = [];
    private readonly List<(Letter.Command Letter, CommandOutcome Outcome)> _answers = [];
    private readonly List<Letter.Command> _undecided = [];
    private readonly AggregateOptions _aggregateOptions;
    private AggregateId? _broken;

    public World(int seed)
    {
        Random = new(seed);
        Faults = Faults.None;
        Journal = new(PartitionCount, Clock);
        Store = new(PartitionCount, Chance);
        _aggregateOptions = new() { RecentCountMax = Random.Next(2, 20) };
        _parts = Parts();
        for (var partition = 0; partition < PartitionCount; partition++) _islands.Add(Begin(partition));
    }

    public static WriteInstruments WriteInstruments { get; } = new(Meters);

    public Random Random { get; }

    public SimulatedClock Clock { get; } = new(new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));

    public SimulatedJournal Journal { get; }

    public SimulatedReactorStore Store { get; }

    public List<Client> Clients { get; } = [];

    public int StepCount { get; private set; }

    public int FaultCount { get; private set; }

    /// <summary>Commands that came to an activation which had been replaced.</summary>
    public int ReplacedCount { get; private set; }

    /// <summary>Steps that went with the one before them.</summary>
    public int BehindCount { get; private set; }

    public Faults Faults
    {
        get;
        set
        {
            field = value;
            Store?.FaultRate = value.Store;
            if (value != Faults.None) return;
            _broken = null;
            foreach (var id in _replaced.Keys) Forget(_aggregates[id]); // Each is awake once from then on, and knows what the other has written.
        }
    }

    public bool Chance(double rate)
    {
        if (rate == 0 || Random.NextDouble() >= rate) return false;
        FaultCount++;
        return true;
    }

    public T? Look<T>(AggregateId id)
        where T : class => (T?)Aggregate(id).Look();

    public Task<CommandOutcome> SendAsync(Step step, CommandContext context, CancellationToken cancellationToken) => Send(step, context, following: null);

    /// <summary>Now and then the target is beside the reactor.</summary>
    public Task<CommandOutcome> SendAsync(Step step, CommandContext context, FollowingStep following, CancellationToken cancellationToken) =>
        Send(step, context, Random.Next(3) > 0 ? following : null);

    public Task<OrderStateView?> LookAsync(OrderId order, CancellationToken cancellationToken)
    {
        var caller = new TaskCompletionSource<OrderStateView?>();
        _letters.Add(new Letter.Look(order, caller));
        return caller.Task;
    }

    /// <summary>Lets one thing happen.</summary>
    /// <returns>False if nothing can, before the clock moves.</returns>
    public bool Turn()
    {
        DrawDisaster();
        Clock.Advance(TimeSpan.FromMilliseconds(Random.Next(3)));
        StepCount++;
        var number = Random.Next(Math.Max(1, _letters.Count + _answers.Count + _waiting.Count + TaskCount + ReadyClientCount));
        if (number < _letters.Count) Deliver(Take(_letters, number));
        else if ((number -= _letters.Count) < _answers.Count) Answer(number);
        else if ((number -= _answers.Count) < _waiting.Count) HandOver(_waiting[number]);
        else if ((number -= _waiting.Count) < TaskCount) RunTask(number);
        else if ((number -= TaskCount) < ReadyClientCount) Clients.Where(client => client.IsReady).ElementAt(number).Go();
        else return false;
        return true;
    }

    /// <summary>Lets everything come that was held up on its way.</summary>
    public void BringLateLetters()
    {
        _letters.AddRange(_late);
        _late.Clear();
    }

    private Task<CommandOutcome> Send(Step step, CommandContext context, FollowingStep? following)
    {
        if (step.Target == _broken && context.Principal == "reactor") throw new InvalidOperationException("Broken as planned.");
        var caller = new TaskCompletionSource<CommandOutcome>();
        _letters.Add(new Letter.Command(step, context, caller) { Following = following });
        return caller.Task;
    }

    private int ReadyClientCount => Clients.Count(client => client.IsReady);

    private void Deliver(Letter letter)
    {
        if (Chance(Faults.Loss))
        {
            letter.Fail();
            return;
        }

        if (letter is Letter.Look look)
        {
            look.Answer(Look<Order>(letter.Target)?.ToView(version: 1));
            return;
        }

        var command = (Letter.Command)letter;
        if (command.HasCaller && Chance(Faults.Double)) _late.Add(command.Double());
        var aggregate = Awake(letter.Target);
        command.Decision = aggregate.Execute(command.Context, command.Step, CommandOf(command.Step));
        _undecided.Add(command);
        if (command.Following is { } following && aggregate.IsAccepted(command.Context.CommandId)) DeliverBehind(following, aggregate);
        if (aggregate.IsWaiting && !_waiting.Contains(aggregate)) _waiting.Add(aggregate);
        SendAnswers(letter.Target);
    }

    private void DeliverBehind(FollowingStep following, SimulatedAggregate aggregate)
    {
        BehindCount++;
        var caller = new TaskCompletionSource<CommandOutcome>();
        _undecided.Add(new(following.Step, following.Context, caller)
        {
            Decision = aggregate.Execute(following.Context, following.Step, CommandOf(following.Step)),
        });
        following.Begin(caller.Task);
    }

    private void Answer(int number)
    {
        var (letter, outcome) = Take(_answers, number);
        if (Chance(Faults.Loss)) letter.Fail();
        else letter.Answer(outcome);
    }

    private void HandOver(SimulatedAggregate aggregate)
    {
        var fate = Chance(Faults.Append) ? (Fate)Random.Next(1, 4) : Fate.Committed;
        var appended = aggregate.HandOver(fate);
        if (!aggregate.IsWaiting) _waiting.Remove(aggregate);
        if (appended.Count > 0) ShowTail(appended);
        SendAnswers(aggregate.Id);
    }

    private void SendAnswers(AggregateId aggregate)
    {
        for (var index = _undecided.Count - 1; index >= 0; index--)
        {
            var letter = _undecided[index];
            if (letter.Target != aggregate || letter.Decision is not { IsCompleted: true } decision) continue;
            _undecided.RemoveAt(index);
            if (!letter.HasCaller) continue;
            if (decision.IsFaulted) letter.Fail();
            else _answers.Add((letter, decision.Now()));
        }
    }

    private void DrawDisaster()
    {
        if (_late.Count > 0 && Random.Next(50) == 0) _letters.Add(Take(_late, Random.Next(_late.Count)));
        if (Chance(Faults.Crash)) Crash(Random.Next(PartitionCount));
        if (Chance(Faults.Forget)) Forget(_aggregates.Values.ElementAt(Random.Next(_aggregates.Count)));
        if (Chance(Faults.Replace)) Replace(_aggregates.Values.ElementAt(Random.Next(_aggregates.Count)));
        if (Chance(Faults.Break)) _broken = _broken is null ? _aggregates.Keys.ElementAt(Random.Next(_aggregates.Count)) : null;
        if (!Chance(Faults.Silo)) return;

        for (var partition = 0; partition < PartitionCount; partition++) Crash(partition);
        foreach (var aggregate in _aggregates.Values) Forget(aggregate);
    }

    private void Replace(SimulatedAggregate aggregate)
    {
        LoseReplaced(aggregate.Id);
        _replaced.Add(aggregate.Id, aggregate);
        _aggregates[aggregate.Id] = Create(aggregate.Id);
    }

    private void Forget(SimulatedAggregate aggregate)
    {
        LoseReplaced(aggregate.Id);
        Lose(aggregate);
    }

    private void LoseReplaced(AggregateId id)
    {
        if (_replaced.Remove(id, out var replaced)) Lose(replaced);
    }

    private void Lose(SimulatedAggregate aggregate)
    {
        aggregate.Forget();
        _waiting.Remove(aggregate);
        SendAnswers(aggregate.Id);
    }

    /// <summary>One of those that there are.</summary>
    private SimulatedAggregate Awake(AggregateId id)
    {
        if (!_replaced.TryGetValue(id, out var replaced) || Random.Next(2) == 0) return Aggregate(id);
        ReplacedCount++;
        return replaced;
    }

    private SimulatedAggregate Aggregate(AggregateId id)
    {
        if (!_aggregates.TryGetValue(id, out var aggregate)) _aggregates.Add(id, aggregate = Create(id));
        return aggregate;
    }

    private SimulatedAggregate Create(AggregateId id) => id.Kind switch
    {
        AccountId.Kind => new SimulatedAggregate<AccountDecider, Account, AccountCommand, AccountEvent>(
            id, AccountId.Parse(id.GrainKey).PartitionKey, AccountGrain.Definition, Journal, Clock, _aggregateOptions, Oracle.CheckAccount),
        Sku.Kind => new SimulatedAggregate<StockDecider, StockItem, StockCommand, StockEvent>(
            id, Interfaces.Stock.Sku.Parse(id.GrainKey).PartitionKey, StockGrain.Definition, Journal, Clock, _aggregateOptions, Oracle.CheckStock),
        OrderId.Kind => new SimulatedAggregate<OrderDecider, Order, OrderCommand, OrderEvent>(
            id, OrderId.Parse(id.GrainKey).PartitionKey, OrderGrain.Definition, Journal, Clock, _aggregateOptions, static (_, _) => { }),
        PaymentId.Kind => new SimulatedAggregate<PaymentDecider, Payment, PaymentCommand, PaymentEvent>(
            id, PaymentId.Parse(id.GrainKey).PartitionKey, PaymentGrain.Definition, Journal, Clock, _aggregateOptions, Oracle.CheckPayment),
        ShipmentId.Kind => new SimulatedAggregate<ShipmentDecider, Shipment, ShipmentCommand, ShipmentEvent>(
            id, ShipmentId.Parse(id.GrainKey).PartitionKey, ShipmentGrain.Definition, Journal, Clock, _aggregateOptions, static (_, _) => { }),
        TransferId.Kind => new SimulatedAggregate<TransferDecider, Transfer, TransferCommand, TransferEvent>(
            id, TransferId.Parse(id.GrainKey).PartitionKey, TransferGrain.Definition, Journal, Clock, _aggregateOptions, static (_, _) => { }),
        _ => throw new UnreachableException(),
    };

    private static object CommandOf(Step step) => step switch
    {
        Step.ToAccount to => to.Command,
        Step.ToTransfer to => to.Command,
        Step.ToPayment to => to.Command,
        Step.ToStock to => to.Command,
        Step.ToOrder to => to.Command,
        Step.ToShipment to => to.Command,
        _ => throw new UnreachableException(),
    };

    private static T Take<T>(List<T> items, int index)
    {
        var item = items[index];
        items[index] = items[^1];
        items.RemoveAt(items.Count - 1);
        return item;
    }
}
