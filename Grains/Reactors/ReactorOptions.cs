using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace CommandProcessor.Grains.Reactors;

/// <summary>Bounds of the reactors, each for one partition.</summary>
public sealed class ReactorOptions
{
    public const string Section = "CommandProcessor:Reactors";

    /// <summary>False leaves every event without a reaction: commands go on, processes wait.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>Events that are taken and whose reactions are not all done, at most; what comes after waits. An event has one for each reactor at most.</summary>
    [Range(1, 100_000)]
    public int ReactionCountMax { get; set; } = 512;

    /// <summary>Events between the checkpoint and the newest that is taken at most; a crash has at most these reacted to again.</summary>
    [Range(1, 1_000_000)]
    public int WindowEventCountMax { get; set; } = 32_768;

    /// <summary>Committed events kept in memory for the reactors at most; the rest is read back from the journal.</summary>
    [Range(1, 1_000_000)]
    public int TailEventCountMax { get; set; } = 10_000;

    /// <summary>Events read from the journal at once.</summary>
    [Range(1, 100_000)]
    public int PageEventCount { get; set; } = 500;

    /// <summary>How often the journal is looked at when nothing was heard: a net for partitions whose writer runs in another silo.</summary>
    [Range(10, 600_000)]
    public int LookIntervalMs { get; set; } = 1_000;

    /// <summary>
    /// How long what is done may wait to be saved; so late may a due time be carried out that ends sooner. One that is forgotten again meanwhile, as the
    /// hold of a transfer is, costs no row.
    /// </summary>
    [Range(1, 600_000)]
    public int SaveDelayMs { get; set; } = 1_000;

    /// <summary>Targets that one wave of a reaction is sent to at once, at most: an order may have 2,000 lines.</summary>
    [Range(1, 10_000)]
    public int WaveTargetCountMax { get; set; } = 64;

    /// <summary>
    /// How long one try of a command may take, within a quarter. Whoever keeps failing for so long is given up at once if others wait for it: if
    /// a quarter of <see cref="WindowEventCountMax"/> has come since its event, or nothing was taken for so long because <see cref="ReactionCountMax"/> are
    /// under way.
    /// </summary>
    /// <remarks>
    /// That must come long before the window is full, which stops the partition. A quarter of its 32,768 events goes by in 2.7 s at 3,000 events a second
    /// in one partition, 48,000 in a silo of 16: a target that hangs is given up with the second try, after 4.1 s or 12,300 events at most; at 1,000 a
    /// second with the fifth, after 10.3 s or 10,300. One that has kept failing for long when the rush begins is given up a try and a pause later, after
    /// 8,192 + 3,000 × (2 s + <see cref="RetryDelayMaxMs"/>) = 20,192 events at most. Where nobody waits there is time for all tries.
    /// </remarks>
    [Range(10, 600_000)]
    public int StepTimeoutMs { get; set; } = 2_000;

    /// <summary>First pause after a command was not answered; it doubles with every further one.</summary>
    [Range(1, 60_000)]
    public int RetryDelayMs { get; set; } = 20;

    /// <summary>Longest pause between two tries.</summary>
    [Range(1, 600_000)]
    public int RetryDelayMaxMs { get; set; } = 2_000;

    /// <summary>Tries of one command before its process is parked, if nobody waits for it: see <see cref="StepTimeoutMs"/>.</summary>
    [Range(1, 1_000)]
    public int TryCountMax { get; set; } = 20;

    /// <summary>How long a parked process that may heal by itself waits until it is tried again.</summary>
    [Range(10, 3_600_000)]
    public int RedriveDelayMs { get; set; } = 15_000;

    /// <summary>How long whoever asks for parked processes to be tried again waits for what comes of it; it is shorter than a call may take.</summary>
    [Range(10, 20_000)]
    public int RedriveWaitMs { get; set; } = 10_000;

    /// <summary>
    /// Parked processes that are tried again at once, at most. While others wait, each that fails has its turn for as long as one try takes: of 10,000
    /// whose target hangs all have been tried in some five minutes.
    /// </summary>
    [Range(1, 10_000)]
    public int RedriveCountMax { get; set; } = 64;

    /// <summary>
    /// Processes that are parked, and due times that are set aside because they cannot be read, at most; above, a failing reaction is tried for ever, and
    /// both hold back what comes after.
    /// </summary>
    [Range(1, 1_000_000)]
    public int ParkedCountMax { get; set; } = 10_000;

    /// <summary>Due times that are carried out at once, at most.</summary>
    [Range(1, 10_000)]
    public int DueCountMax { get; set; } = 256;

    /// <summary>How long a due time waits that was not to be carried out yet.</summary>
    [Range(1, 3_600_000)]
    public int DueRetryDelayMs { get; set; } = 5_000;

    /// <summary>
    /// How long due times wait for what was recorded before them while no more of it is reacted to; as long as the reactors get on, they wait. It is longer
    /// than it takes to park whoever holds up others.
    /// </summary>
    [Range(1, 3_600_000)]
    public int DueHoldBackMs { get; set; } = 30_000;

    /// <summary>How often the supervisor of each silo asks the reactors of every partition how they are.</summary>
    [Range(10, 600_000)]
    public int PingIntervalMs { get; set; } = 5_000;

    /// <summary>How long reactions under way may take when a silo stops.</summary>
    [Range(1, 600_000)]
    public int DrainTimeoutMs { get; set; } = 5_000;
}

[OptionsValidator]
public sealed partial class ReactorOptionsAnnotations : IValidateOptions<ReactorOptions>;
