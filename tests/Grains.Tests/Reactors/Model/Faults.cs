namespace CommandProcessor.Grains.Tests.Reactors.Model;

/// <summary>How often what goes wrong in one run, per thing that could.</summary>
internal sealed record Faults
{
    public static Faults None { get; } = new();

    /// <summary>Of a command, and of an answer.</summary>
    public double Loss { get; init; }

    public double Double { get; init; }

    /// <summary>Of a hand-over to the journal.</summary>
    public double Append { get; init; }

    /// <summary>Of a save and a read of the reactors' store.</summary>
    public double Store { get; init; }

    /// <summary>Of the reactors of a partition, per step of the world.</summary>
    public double Crash { get; init; }

    /// <summary>Of one aggregate, which goes out of memory, per step of the world.</summary>
    public double Forget { get; init; }

    /// <summary>Of one aggregate, which is awake a second time while what was awake works on, per step of the world.</summary>
    public double Replace { get; init; }

    /// <summary>Of everything in memory, per step of the world.</summary>
    public double Silo { get; init; }

    /// <summary>Of an aggregate that answers no reactor for a while, so that processes are parked; per step of the world.</summary>
    public double Break { get; init; }

    /// <summary>A quarter of the runs is calm, some are rough everywhere, most have troubles of their own.</summary>
    public static Faults Draw(Random random)
    {
        double Rate(double max) => random.Next(3) == 0 ? 0 : random.NextDouble() * max;
        return random.Next(4) == 0 ? None : new()
        {
            Loss = Rate(0.15), Double = Rate(0.2), Append = Rate(0.15), Store = Rate(0.2),
            Crash = Rate(0.01), Forget = Rate(0.02), Silo = Rate(0.002), Break = Rate(0.002), Replace = Rate(0.02),
        };
    }
}
