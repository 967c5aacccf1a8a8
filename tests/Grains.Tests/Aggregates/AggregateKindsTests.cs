using CommandProcessor.Grains.Interfaces.Accounts;
using CommandProcessor.Grains.Interfaces.Commands;
using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Tests.Fixtures;

namespace CommandProcessor.Grains.Tests.Aggregates;

/// <summary>Every kind of aggregate on a real silo over a real journal: it is written, remembered, forgotten and read again.</summary>
public sealed class AggregateKindsTests(WriteSideFixture fixture) : IClassFixture<WriteSideFixture>
{
    private readonly FaultyWriteSide _side = fixture.Side;

    [Fact]
    public Task An_account_is_opened_once() => HappensOnceAsync<IAccountGrain, AccountId, AccountCommand, AccountView>(
        new AccountId("17850", "main"), new AccountCommand.OpenAccount("GBP", 0m), view => view.Version);

    [Theory]
    [InlineData("no separator")]
    [InlineData("owner/")]
    [InlineData("a/b/c")]
    [InlineData("a/b\u0001")]
    public async Task A_grain_whose_key_is_no_id_refuses_everything(string key)
    {
        await IsRefusedAsync(Grain<IAccountGrain>(key), new AccountCommand.CloseAccount());
    }

    private async Task HappensOnceAsync<TGrain, TId, TCommand, TView>(TId id, TCommand command, Func<TView, long> versionOf)
        where TGrain : IViewedAggregateGrain<TCommand, TView>
        where TId : struct, IAggregateIdentity<TId>
        where TCommand : class
        where TView : class
    {
        var grain = Grain<TGrain>(id.GrainKey);
        var commandId = CommandId.New(TimeProvider.System);
        Assert.Null(await grain.LookAsync());

        var first = await grain.SendAsync(command, commandId);
        var again = await grain.SendAsync(command, commandId);
        await _side.Cluster.Cluster.DeactivateAsync(grain);
        var later = await grain.SendAsync(command, commandId);
        var view = await grain.LookAsync();

        Assert.Equal(1, Assert.IsType<CommandOutcome.Accepted>(first).Version);
        Assert.Equal([first, first], [again, later]);
        Assert.Equal(1, versionOf(Assert.IsType<TView>(view)));
        Assert.Single(await _side.Journal.ReadAggregateAsync(id.PartitionKey, id.Aggregate, 1, 10, TestContext.Current.CancellationToken));
    }

    private static async Task IsRefusedAsync<TCommand>(IAggregateGrain<TCommand> grain, TCommand command)
        where TCommand : class
    {
        var outcome = await grain.SendAsync(command);

        Assert.Equal(CommonRefusals.MalformedContext, Assert.IsType<CommandOutcome.Refused>(outcome).Refusal.Code);
    }

    private TGrain Grain<TGrain>(string key)
        where TGrain : IGrainWithStringKey => _side.Cluster.Grains.GetGrain<TGrain>(key);
}
