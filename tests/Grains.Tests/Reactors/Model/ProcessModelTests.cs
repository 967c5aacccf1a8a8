using System.Globalization;
using CommandProcessor.Grains.Interfaces.Accounts;
using CommandProcessor.Grains.Reactors.Steps;

namespace CommandProcessor.Grains.Tests.Reactors.Model;

/// <summary>
/// Random orders, cancellations, returns, freezes, lost shipments, transfers, payments, refunds and time-outs at once, against a simple sequential
/// model, thousands of times.
/// </summary>
/// <remarks>
/// Real are the deciders, the pipelines and memories of their aggregates, the reactors, and their whole runtime: lanes, waves, retries, parking, windows,
/// checkpoints, due times. Played are the grains around the pipelines, the network, the journal, the reactors' store and the clock, so that one thread
/// and one seed decide everything: what happens next, and what is lost, doubled, late, forgotten or killed.
/// </remarks>
public sealed class ProcessModelTests(ITestOutputHelper output)
{
    private const string SeedVariable = "COMMANDPROCESSOR_TEST_SEED";
    private const string RunsVariable = "COMMANDPROCESSOR_TEST_RUNS";
    private const int RunCountDefault = 300;
    private const int ClientCount = 3;

    [Fact]
    public async Task Every_process_ends_as_the_sequential_model_says()
    {
        var wanted = Number(SeedVariable);
        var runCount = wanted is null ? Number(RunsVariable) ?? RunCountDefault : 1;
        var first = wanted ?? Random.Shared.Next(1_000_000_000);
        output.WriteLine($"{runCount} runs from seed {first} on; {SeedVariable} runs one alone, {RunsVariable} says how many.");
        var started = TimeProvider.System.GetTimestamp();
        var tally = new Tally();
        await Task.Run(() => RunAll(first, runCount, tally), TestContext.Current.CancellationToken);

        output.WriteLine($"{tally} in {TimeProvider.System.GetElapsedTime(started).TotalSeconds:0.0} s.");
    }

    private void RunAll(int first, int count, Tally tally)
    {
        for (var seed = first; seed < first + count; seed++)
        {
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
            try
            {
                Run(seed, tally);
            }
            catch (Exception exception)
            {
                output.WriteLine($"Seed {seed} failed: {exception}");
                throw new ModelException($"Seed {seed} ({SeedVariable}={seed} runs it alone): {exception.Message}");
            }
        }
    }

    private static void Run(int seed, Tally tally)
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
        var oracle = new Oracle(world, life);
        End(world, life, oracle);
        oracle.CheckEnd();
        tally.Add(world, life);
    }

    /// <summary>
    /// Whatever is frozen or sent ends, and then so much time passes that all that is left must end by itself. Before it may, nothing is held or booked for
    /// what has ended.
    /// </summary>
    private static void End(World world, Life life, Oracle oracle)
    {
        Ask(world, [.. Cast.Accounts.Select(account => Step.To(account, new AccountCommand.UnfreezeAccount("ok"))), Cast.Fund]);
        oracle.CheckLeft();
        foreach (var days in new[] { 0, 0, 1, 31, 31, 31 })
        {
            world.Clock.Advance(TimeSpan.FromDays(days));
            world.Rest();
            Ask(world, life.Endings(dispatches: days < 31));
            oracle.CheckLeft();
        }
    }

    private static void Ask(World world, IEnumerable<Step> steps)
    {
        var client = new Client(world, world.Clients.Count, steps.ToList().GetEnumerator());
        world.Clients.Add(client);
        world.Rest();
        if (!client.IsDone) Oracle.Fail("Something was never answered.");
    }

    private static int? Number(string variable) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out var number) ? number : null;
}
