using System.ComponentModel.DataAnnotations;

namespace CommandProcessor.Projections.Runtime;

/// <summary>Bounds of the read side.</summary>
public sealed class ProjectionOptions
{
    public const string Section = "CommandProcessor:Projections";

    /// <summary>Items that a read model keeps in memory beside those not saved yet; others are read when they are needed.</summary>
    [Range(1, 100_000)]
    public int ItemsInMemoryMax { get; set; } = 32;

    /// <summary>Events that are read from the journal, folded and saved at a time when a read model catches up.</summary>
    [Range(1, 10_000)]
    public int FillPageSize { get; set; } = 500;

    /// <summary>Read models of a silo that may read the journal at the same time; more wait, so that a restart does not drown it.</summary>
    [Range(1, 1_000)]
    public int FillConcurrencyMax { get; set; } = 16;

    /// <summary>
    /// How long a query of a key waits for the road to bring a position before it reads the journal, and no longer than half of its time. As long as the
    /// road takes in all but one of a hundred cases: what it brings later costs one indexed read, no more.
    /// </summary>
    [Range(0, 60_000)]
    public int RoadWaitMs { get; set; } = 25;

    /// <summary>
    /// Events that a silo keeps of what the roads have read, for the views over everybody; over all its partitions, about 1 kB each. A view
    /// that is further behind reads the journal.
    /// </summary>
    [Range(1_000, 10_000_000)]
    public int FeedEventsMax { get; set; } = 200_000;

    /// <summary>How long a view over everybody waits for an event that later ones have overtaken on the road, before it reads the journal.</summary>
    [Range(0, 60_000)]
    public int FeedGapWaitMs { get; set; } = 100;

    /// <summary>How often the journal is asked about a partition that the road brings nothing of; the road wakes the views sooner.</summary>
    [Range(10, 600_000)]
    public int FeedLookPeriodMs { get; set; } = 1_000;

    /// <summary>
    /// How long a view over everybody may hold what it has folded before it is saved. Nothing is lost by a crash: it is folded again.
    /// </summary>
    [Range(1, 60_000)]
    public int ViewSavePeriodMs { get; set; } = 500;

    /// <summary>Events that a view over everybody folds before it saves, however soon.</summary>
    [Range(1, 1_000_000)]
    public int ViewSaveEventsMax { get; set; } = 5_000;

    /// <summary>
    /// How long a view over everybody rests after a few events, so that a stream of single ones costs it some wakes a second and not one each.
    /// A query that waits for more ends the rest.
    /// </summary>
    [Range(0, 1_000)]
    public int ViewPauseMs { get; set; } = 50;

    /// <summary>
    /// How long a query may wait for what it asks for, road, journal and database together, unless it says so itself; then it says how far it is behind.
    /// </summary>
    [Range(1, 600_000)]
    public int ViewWaitMs { get; set; } = 5_000;

    /// <summary>The longest wait that a query may ask for.</summary>
    [Range(1, 600_000)]
    public int ViewWaitMaxMs { get; set; } = 30_000;

    /// <summary>How often the views over everybody are asked how they are, which wakes those that a crash ended.</summary>
    [Range(100, 600_000)]
    public int ViewPingIntervalMs { get; set; } = 2_000;

    /// <summary>The first wait after a view over everybody met a fault, such as a database that is away; it doubles up to <see cref="ViewRetryMaxMs"/>.</summary>
    [Range(1, 60_000)]
    public int ViewRetryMs { get; set; } = 100;

    [Range(1, 600_000)]
    public int ViewRetryMaxMs { get; set; } = 5_000;

    /// <summary>Heads, and as many items, of a silo that may wait to be loaded; more are refused, and asked for again.</summary>
    [Range(1, 1_000_000)]
    public int LoadQueueMax { get; set; } = 50_000;

    /// <summary>Heads or items that are loaded in one statement.</summary>
    [Range(1, 10_000)]
    public int LoadGroupMax { get; set; } = 500;

    /// <summary>Statements that load at the same time, of heads and of items each.</summary>
    [Range(1, 64)]
    public int LoaderCount { get; set; } = 2;

    /// <summary>Read models of a silo that may wait to be saved; more are refused, and their events delivered again.</summary>
    [Range(1, 1_000_000)]
    public int SaveQueueMax { get; set; } = 50_000;

    /// <summary>Read models that are saved in one statement.</summary>
    [Range(1, 10_000)]
    public int SaveGroupMax { get; set; } = 500;

    /// <summary>Characters of heads and items that are saved in one statement; a single read model may have more.</summary>
    [Range(10_000, 500_000_000)]
    public int SaveGroupLengthMax { get; set; } = 8_000_000;

    /// <summary>Statements that save at the same time. One suffices where the database takes one writer.</summary>
    [Range(1, 64)]
    public int SaveWriterCount { get; set; } = 2;

    /// <summary>How long deactivating grains and a stopping silo may take to save what is not saved.</summary>
    [Range(100, 600_000)]
    public int DrainTimeoutMs { get; set; } = 10_000;

    /// <summary>Characters kept of the error that parked a read model.</summary>
    [Range(100, 100_000)]
    public int ParkingErrorLengthMax { get; set; } = 2_000;

    /// <summary>Read models that one call of an operator redrives at the same time.</summary>
    [Range(1, 1_000)]
    public int RedriveConcurrencyMax { get; set; } = 8;

    /// <summary>How long one call of an operator goes on with further read models, or waits for a partition that is folded anew; then it is asked again.</summary>
    [Range(1, 20_000)]
    public int RedriveWaitMs { get; set; } = 5_000;

    /// <summary>How often a silo looks which versions of the projections are shown.</summary>
    [Range(10, 60_000)]
    public int VersionLookPeriodMs { get; set; } = 250;

    /// <summary>
    /// How old what a silo knows of the versions may be when it delivers an event; it looks again before it delivers later. A switch is not complete before
    /// twice that time, so it has to be the same on all silos.
    /// </summary>
    [Range(20, 600_000)]
    public int VersionAgeMaxMs { get; set; } = 1_000;

    /// <summary>
    /// Partitions of a silo that are folded for builds at the same time, while as many are saved; as many shown views over everybody catch up beside
    /// them. More make a rebuild faster where there are idle cores.
    /// </summary>
    [Range(1, 256)]
    public int BuildConcurrencyMax { get; set; } = 2;

    /// <summary>
    /// The part of their rate that commands may lose to builds. Builds work and rest by turns, and for as much of the time as keeps to it: it is measured
    /// how many events are committed while they work and while they rest. Where no commands come they do not rest.
    /// </summary>
    [Range(0.01, 1)]
    public double BuildCommandLossMax { get; set; } = 0.08;

    /// <summary>Of the time, that builds work however much commands lose: a rebuild always gets on.</summary>
    [Range(0.01, 1)]
    public double BuildShareMin { get; set; } = 0.05;

    /// <summary>Of the time, that builds work at most while commands come; while they rest, it is seen what commands do without them.</summary>
    [Range(0.01, 0.99)]
    public double BuildShareMax { get; set; } = 0.8;

    /// <summary>How long builds work before they pause for commands, and look whether any come.</summary>
    [Range(10, 10_000)]
    public int BuildSliceMs { get; set; } = 100;

    /// <summary>Events that a build reads from the journal at a time.</summary>
    [Range(10, 100_000)]
    public int BuildPageSize { get; set; } = 2_000;

    /// <summary>Pages that a build folds before it lets another partition have its turn.</summary>
    [Range(1, 100_000)]
    public int BuildTurnPages { get; set; } = 50;

    /// <summary>
    /// Events that a build folds before it saves: what many of them change is then saved once. A crash costs no more than to fold them again, which takes
    /// a second or two.
    /// </summary>
    [Range(10, 1_000_000)]
    public int BuildSaveEventsMax { get; set; } = 50_000;

    /// <summary>Bytes of the bodies of such events, however few: what they make is held in memory until it is saved.</summary>
    [Range(1_000, 1_000_000_000)]
    public int BuildSaveBytesMax { get; set; } = 32_000_000;

    /// <summary>Read models of a partition that a build keeps in memory; others are loaded again when an event concerns them.</summary>
    [Range(100, 10_000_000)]
    public int BuildKeysMax { get; set; } = 100_000;

    /// <summary>
    /// Items of a read model that a build keeps in memory beside those not saved yet; none of those that no later event touches. Others are loaded
    /// again when an event concerns them, all of a page at a time.
    /// </summary>
    [Range(0, 100_000)]
    public int BuildItemsInMemoryMax { get; set; } = 4;

    /// <summary>How often a build that has caught up asks the journal for more.</summary>
    [Range(10, 60_000)]
    public int BuildLookPeriodMs { get; set; } = 200;

    /// <summary>Events that a version may be behind, over all partitions, when it is shown; it has them a moment later.</summary>
    [Range(0, 10_000_000)]
    public int BuildReadyEventsMax { get; set; } = 2_000;

    /// <summary>Events of one pass of verification; a partition with more is folded in several passes over disjoint keys.</summary>
    [Range(1_000, 100_000_000)]
    public int VerifyPassEventsMax { get; set; } = 500_000;

    /// <summary>Differences that verification reports one by one; it counts them all.</summary>
    [Range(1, 100_000)]
    public int VerifyDifferencesMax { get; set; } = 100;

    /// <summary>
    /// How long one call of a watcher waits for a change; then it is answered and asked again. A read model that is to move waits for such calls.
    /// </summary>
    [Range(1, 60_000)]
    public int WatchWaitMaxMs { get; set; } = 2_000;

    /// <summary>How long a watcher rests after a change that was not of what it watches, before it looks again.</summary>
    [Range(0, 10_000)]
    public int WatchPauseMs { get; set; } = 10;

    /// <summary>How often a watched read model is compared with the journal while nothing comes; the road tells of changes sooner.</summary>
    [Range(10, 600_000)]
    public int WatchLookPeriodMs { get; set; } = 10_000;

    /// <summary>How often a watched view over everybody is asked whether it has moved, and watchers are answered at most.</summary>
    [Range(1, 60_000)]
    public int WatchPeriodMs { get; set; } = 250;

    /// <summary>Watchers of one read model, or on one silo of one view over everybody, that may wait at the same time; more are refused.</summary>
    [Range(1, 1_000_000)]
    public int WatchersOfOneMax { get; set; } = 1_024;

    /// <summary>Watchers of all read models of a silo that may wait at the same time; more are refused.</summary>
    [Range(1, 10_000_000)]
    public int WatchersMax { get; set; } = 50_000;

    /// <summary>
    /// Events of a key that one answer about the past folds at most; a point after more of them is refused. A core folds about 100,000 a second.
    /// </summary>
    [Range(1, 100_000_000)]
    public int AsOfEventsMax { get; set; } = 2_000_000;

    /// <summary>
    /// Items of a key that such a fold holds at most, about 1 kB each; a point after more of them is refused. Items that no later event touches, such as
    /// entries of an account, are not held: an answer has a page of them.
    /// </summary>
    [Range(1, 100_000_000)]
    public int AsOfItemsMax { get; set; } = 100_000;

    /// <summary>Events that such a fold reads from the journal at a time.</summary>
    [Range(1, 100_000)]
    public int AsOfPageSize { get; set; } = 2_000;

    /// <summary>Keys of a silo whose past is folded at the same time; more wait.</summary>
    [Range(1, 256)]
    public int AsOfConcurrencyMax { get; set; } = 2;

    /// <summary>
    /// Events of all partitions that one answer about the past of a view over everybody folds at most; a point after more of them is refused. It has the
    /// models of as many partitions in memory at a time as are folded at the same time.
    /// </summary>
    [Range(1, 1_000_000_000)]
    public int AsOfAllEventsMax { get; set; } = 5_000_000;

    /// <summary>Partitions of a silo that are folded for such answers at the same time; more wait.</summary>
    [Range(1, 256)]
    public int AsOfAllConcurrencyMax { get; set; } = 2;

    /// <summary>How long one call about the past waits for its answer; then it is told to ask again, while the fold goes on.</summary>
    [Range(1, 20_000)]
    public int AsOfWaitMs { get; set; } = 4_000;

    /// <summary>
    /// How long a fold of the past goes on, and its answer is kept, without anybody who comes back for it. An answer as of a time that is not over yet
    /// may be so old.
    /// </summary>
    [Range(1, 600_000)]
    public int AsOfKeepMs { get; set; } = 15_000;

    /// <summary>Questions about the past that are being answered, or whose answers are kept, on a silo; more are refused.</summary>
    [Range(1, 10_000)]
    public int AsOfQuestionsMax { get; set; } = 64;
}
