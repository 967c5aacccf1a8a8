using CommandProcessor.Grains.Interfaces.Accounts;
using CommandProcessor.Grains.Interfaces.Reactors;
using CommandProcessor.Grains.Reactors.Steps;
using CommandProcessor.Grains.Tests.Reactors.Stores;
using static CommandProcessor.Grains.Tests.Reactors.StandingReactors;

namespace CommandProcessor.Grains.Tests.Reactors;

/// <summary>A due time that this version cannot read waits aside, and all others flow; on a real database and a standing clock.</summary>
public sealed class UnreadableDueTests : IAsyncLifetime
{
    private static readonly AccountId Ada = new("ada", "main");
    private readonly SqliteReactorDatabase _database = new();
    private readonly StandingReactors _side;

    public UnreadableDueTests()
    {
        var store = _database.Open();
        _side = new(new Answering("reminding", (_, said) => new(said, [said.StartsWith("forget ", StringComparison.Ordinal)
            ? Wave.Forget(said["forget ".Length..])
            : Wave.Remind(new(said, Start.AddSeconds(1), Step.To(Ada, new AccountCommand.ExpireHold(said))))])))
        {
            SeenStore = _ => store,
            Respond = _ => Accepted,
        };
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private IEnumerable<string> SentHolds => _side.SentSteps.Select(sent => ((AccountCommand.ExpireHold)((Step.ToAccount)sent.Step).Command).HoldId);

    public async ValueTask InitializeAsync()
    {
        await _database.Open().InitializeAsync(Token);
        await InsertAsync("bad", "ring-a-bell");
    }

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Fact]
    public async Task It_waits_aside_and_all_others_flow()
    {
        Run(() =>
        {
            _side.Options.DueCountMax = 2;
            _side.Begin();
            _side.Say("a", "b", "c");
            _side.Pass(5);
        });

        Assert.Equal(["a", "b", "c"], SentHolds.Order());
        var parked = Assert.Single(_side.Reactors.Parked());
        Assert.Equal((ParkedReaction.DueTimes, "bad", "ring-a-bell", false), (parked.Reactor, parked.Process, parked.EventType, parked.IsTransient));
        Assert.Contains("'ring-a-bell', which is unknown", parked.Error, StringComparison.Ordinal);
        Assert.Equal(1, _side.Reactors.Health(SiloAddress.Zero).ParkedCount);
        Assert.Equal([parked], await _database.Open().ListParkedAsync(10, Token));
        Assert.Null(await _database.Open().FindNextDueAsync(0, Token));
    }

    [Fact]
    public async Task It_waits_on_as_long_as_nothing_is_mended()
    {
        Run(() =>
        {
            _side.Begin();
            _side.Pass(5);
            _side.Reactors.Redrive(new(ParkedReaction.DueTimes, "bad"));
            _side.Pass(5);
        });

        Assert.Single(_side.Reactors.Parked());
        Assert.Equal(1, await _database.Open().CountParkedAsync(Token));
    }

    [Fact]
    public async Task A_version_that_understands_it_sends_it_when_it_is_redriven_also_after_a_crash()
    {
        Run(() =>
        {
            _side.Begin();
            _side.Pass(5);
            _side.Kill();
        });
        await _database.ExecuteAsync("UPDATE reactor_due_unreadable SET command = 'expire-hold'", Token);
        Run(() =>
        {
            _side.Begin();
            _side.Pass(5);
            Assert.Empty(_side.SentSteps);
            _side.Reactors.Redrive(new(ParkedReaction.DueTimes, "bad"));
            _side.Pass(5);
        });

        Assert.Equal(["of bad"], SentHolds);
        Assert.Empty(_side.Reactors.Parked());
        Assert.Equal(0, await _database.Open().CountParkedAsync(Token));
        Assert.Null(await _database.Open().FindNextDueAsync(0, Token));
    }

    [Theory]
    [InlineData("forget bad", 0)]
    [InlineData("bad", 1)]
    public async Task What_a_reaction_says_of_it_takes_its_place(string said, int sentCount)
    {
        Run(() =>
        {
            _side.Begin();
            _side.Pass(5);
            _side.Say(said);
            _side.Pass(5);
        });

        Assert.Equal(sentCount, _side.SentSteps.Count);
        Assert.Empty(_side.Reactors.Parked());
        Assert.Equal(0, await _database.Open().CountParkedAsync(Token));
    }

    [Fact]
    public async Task More_than_may_be_parked_stay_where_they_are()
    {
        await InsertAsync("worse", "ring-a-gong");
        Run(() =>
        {
            _side.Options.ParkedCountMax = 1;
            _side.Begin();
            _side.Pass(5);
        });

        Assert.Single(_side.Reactors.Parked());
        Assert.Equal(1, await _database.Open().CountParkedAsync(Token));
        Assert.NotNull(await _database.Open().FindNextDueAsync(0, Token));
    }

    private Task InsertAsync(string id, string command) => _database.ExecuteAsync(
        $"INSERT INTO reactor_due (partition, id, due_us, target, command, argument) VALUES (0, '{id}', 1, 'account/ada/main', '{command}', 'of {id}')", Token);
}
