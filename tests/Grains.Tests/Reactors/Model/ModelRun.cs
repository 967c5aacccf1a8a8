using CommandProcessor.Grains.Interfaces.Accounts;
using CommandProcessor.Grains.Reactors.Steps;

namespace CommandProcessor.Grains.Tests.Reactors.Model;

/// <summary>A life from a seed, brought to its end, and judged on the way.</summary>
internal static class ModelRun
{
    private const int ClientCount = 3;

    /// <param name="atRest">Called whenever nothing is left to do for the moment.</param>
    public static (World World, Life Life) Play(int seed, Action<World>? atRest = null)
    {
        var world = new World(seed);
        var life = new Life(world);
        Ask(world, Cast.Opening(world.Random, life.Cash));
        world.Faults = Faults.Draw(world.Random);
        for (var client = 0; client < ClientCount; client++) world.Clients.Add(new(world, world.Clients.Count, life.Wishes(world.Random.Next(3, 15))));
        while (world.Clients.Any(client => !client.IsDone))
        {
            if (!world.Turn()) world.Clock.AdvanceToNext();
        }

        world.Rest(mayOwe: true);
        world.Faults = Faults.None;
        atRest?.Invoke(world);
        var oracle = new Oracle(world, life);
        End(world, life, oracle, atRest);
        oracle.CheckEnd();
        return (world, life);
    }

    /// <summary>
    /// Whatever is frozen or sent ends, and then so much time passes that all that is left must end by itself. Before it may, nothing is held or booked for
    /// what has ended.
    /// </summary>
    private static void End(World world, Life life, Oracle oracle, Action<World>? atRest)
    {
        Ask(world, [.. Cast.Accounts.Select(account => Step.To(account, new AccountCommand.UnfreezeAccount("ok"))), Cast.Fund]);
        oracle.CheckLeft();
        foreach (var days in new[] { 0, 0, 1, 31, 31, 31 })
        {
            world.Clock.Advance(TimeSpan.FromDays(days));
            world.Rest();
            Ask(world, life.Endings(dispatches: days < 31));
            oracle.CheckLeft();
            atRest?.Invoke(world);
        }
    }

    private static void Ask(World world, IEnumerable<Step> steps)
    {
        var client = new Client(world, world.Clients.Count, steps.ToList().GetEnumerator());
        world.Clients.Add(client);
        world.Rest();
        if (!client.IsDone) Oracle.Fail("Something was never answered.");
    }
}
