using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Interfaces.Reactors;
using CommandProcessor.Grains.Partitions;
using CommandProcessor.Grains.Reactors;
using CommandProcessor.Grains.Reactors.Runtime;

namespace CommandProcessor.Grains.Tests.Reactors.Model;

/// <remarks>
/// The reactors of a partition are the real ones, with all their loops. They live on an island: a scheduler that runs one of their steps when it is
/// drawn, and that can be killed between any two. Sometimes the killed go on for a while beside the new, as a silo does that is cut off.
/// </remarks>
internal sealed partial class World
{
    private const int RestTickCountMax = 200_000;
    private readonly List<Island> _islands = [];
    private readonly List<Island> _zombies = [];
    private readonly ReactorParts _parts;

    public IEnumerable<ParkedReaction> Parked => _islands.SelectMany(island => island.Reactors.Parked());

    private int TaskCount => _islands.Sum(island => island.Scheduler.Count) + _zombies.Sum(island => island.Scheduler.Count);

    /// <summary>Lets everything happen that will, without any of the time passing that due times wait for.</summary>
    /// <param name="mayOwe">Whether refunds may wait for a shop that cannot pay.</param>
    public void Rest(bool mayOwe = false)
    {
        for (var count = 0; count < RestTickCountMax; count++)
        {
            while (Turn()) { }
            if (IsAtRest(mayOwe)) return;
            foreach (var parked in Parked.Where(parked => !parked.IsTransient)) Redrive(parked);
            Clock.AdvanceToNext();
        }

        throw new InvalidOperationException($"It does not come to rest: {string.Join("; ", Parked)} {string.Join(", ", Journal.All.TakeLast(5).Select(recorded => recorded.Type))}");
    }

    private bool IsAtRest(bool mayOwe)
    {
        if (_late.Count > 0) BringLateLetters();
        if (_letters.Count > 0 || !Clients.All(client => client.IsDone) || (_zombies.Count > 0 && KillZombies())) return false;
        if (Parked.Any(parked => !mayOwe || parked is not { IsTransient: true, EventType: "payment-refund-requested" })) return false;
        for (var partition = 0; partition < PartitionCount; partition++)
        {
            if (Store.CheckpointOf(partition) != Journal.HeadOf(partition) || Store.HasDue(partition, Clock.Now)) return false;
        }

        return true;
    }

    /// <summary>As an operator does who has mended what was broken, or thinks so. Where things break seldom they also mend themselves seldom.</summary>
    private void Redrive(ParkedReaction parked)
    {
        if (!parked.Error.Contains("Broken as planned.", StringComparison.Ordinal)) throw new InvalidOperationException($"Only a person could help: {parked}");
        if (Random.Next(3) == 0) _broken = null;
        _islands[parked.Partition].Reactors.Redrive(new(parked.Reactor, parked.Process));
    }

    private void RunTask(int number)
    {
        foreach (var island in _islands.Concat(_zombies))
        {
            if (number < island.Scheduler.Count)
            {
                island.Scheduler.Run(number);
                return;
            }

            number -= island.Scheduler.Count;
        }
    }

    private void Crash(int partition)
    {
        var old = _islands[partition];
        if (Random.Next(4) == 0) _zombies.Add(old);
        else old.Scheduler.Kill();
        if (_zombies.Count > 2) KillZombies();
        _islands[partition] = Begin(partition);
    }

    private bool KillZombies()
    {
        foreach (var zombie in _zombies) zombie.Scheduler.Kill();
        _zombies.Clear();
        return true;
    }

    private void ShowTail(List<RecordedEvent> appended)
    {
        var island = _islands[appended[0].Partition];
        if (island.IsBesideWriter) island.Tail.Add(appended);
    }

    private Island Begin(int partition)
    {
        var scheduler = new SeededScheduler();
        var tail = new CommittedTail();
        var reactors = ReactorPartition.StartAsync(partition, _parts with { Scheduler = scheduler }, tail, CancellationToken.None).Now();
        return new(scheduler, tail, reactors, IsBesideWriter: Random.Next(2) == 0);
    }

    private ReactorParts Parts() => new(
        [new TransferReactor(), new PaymentReactor(), new OrderReactor(), new ExpiryReactor()],
        Journal, Store, this, Microsoft.Extensions.Options.Options.Create(new ReactorOptions
        {
            LookIntervalMs = 2_000,
            SaveDelayMs = Random.Next(2) == 0 ? 100 : 2_000,
            RetryDelayMs = 10,
            RetryDelayMaxMs = 500,
            RedriveDelayMs = 10_000,
            TryCountMax = Random.Next(2) == 0 ? 3 : 20,
            DueRetryDelayMs = 5_000,
            DueCountMax = Random.Next(1, 5),
            PageEventCount = Random.Next(1, 20),
            TailEventCountMax = 10,
            WindowEventCountMax = Random.Next(20, 200),
        }),
        ReactorInstruments, Clock, new FailingLog());

    private sealed record Island(SeededScheduler Scheduler, CommittedTail Tail, ReactorPartition Reactors, bool IsBesideWriter);
}
