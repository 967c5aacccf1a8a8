using CommandProcessor.Grains.Aggregates;
using CommandProcessor.Grains.Interfaces.Commands;
using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Interfaces.FraudAlerts;
using CommandProcessor.Grains.Interfaces.Transfers;
using CommandProcessor.Grains.Tests.Fixtures;
using Microsoft.Extensions.Options;
using Orleans.Configuration;

namespace CommandProcessor.Grains.Tests.Aggregates;

/// <summary>An aggregate of which nothing more is expected lets its memory go at once, and is there again when it is asked.</summary>
public sealed class RestingTests(WriteSideFixture fixture) : IClassFixture<WriteSideFixture>
{
    private readonly FaultyWriteSide _side = fixture.Side;
    private readonly string _owner = SampleOrders.NewId().Customer;

    [Fact]
    public void Of_aggregates_at_rest_no_more_places_are_remembered_than_the_options_say() => Assert.Equal(
        new AggregateOptions().KnownPlaceCountMax, _side.Cluster.Service<IOptions<GrainDirectoryOptions>>().Value.CacheSize);

    [Fact]
    public async Task An_aggregate_that_has_come_to_rest_falls_asleep()
    {
        var transfer = new TransferId(_owner, "1");
        var grain = _side.Cluster.Grains.GetGrain<ITransferGrain>(transfer.GrainKey);
        await grain.SendAsync(new TransferCommand.TransferMoney(new(_owner, "main"), new("shop", "main"), 5m, "GBP", "Rent"));
        Assert.True(IsAwake<TransferCommand>(transfer.Aggregate));

        await grain.StepAsync(new TransferCommand.CompleteTransfer());

        await FellAsleepAsync<TransferCommand>(transfer.Aggregate);
        Assert.Equal(TransferStatus.Completed, (await grain.LookAsync())?.Status);
    }

    [Fact]
    public async Task Whoever_asks_again_gets_the_first_answer()
    {
        var alert = new FraudAlertId(_owner, "velocity-1");
        var grain = _side.Cluster.Grains.GetGrain<IFraudAlertGrain>(alert.GrainKey);
        var command = CommandId.New(TimeProvider.System);
        var acknowledge = new FraudAlertCommand.AcknowledgeAlert("Eve", "Asked.", FraudVerdict.Genuine);
        var first = await grain.SendAsync(acknowledge, command);
        await FellAsleepAsync<FraudAlertCommand>(alert.Aggregate);

        Assert.Equal(first, await grain.SendAsync(acknowledge, command));
        Assert.Equal(1, (await grain.LookAsync())?.Version);
    }

    [Fact]
    public async Task Whoever_waits_for_the_end_is_told()
    {
        var transfer = new TransferId(_owner, "2");
        var grain = _side.Cluster.Grains.GetGrain<ITransferGrain>(transfer.GrainKey);
        await grain.SendAsync(new TransferCommand.TransferMoney(new(_owner, "main"), new("shop", "main"), 5m, "GBP", "Rent"));
        var waiting = grain.ReadAfterAsync(1, TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);

        await grain.StepAsync(new TransferCommand.RejectTransfer(223, "Too much."));

        Assert.Equal(TransferStatus.Rejected, (await waiting).View?.Status);
    }

    private bool IsAwake<TCommand>(AggregateId aggregate)
        where TCommand : class => _side.Cluster.Service<LocalAggregates>().Find<TCommand>(aggregate) is not null;

    private Task FellAsleepAsync<TCommand>(AggregateId aggregate)
        where TCommand : class => Wait.UntilAsync($"{aggregate} is asleep", () => !IsAwake<TCommand>(aggregate));
}
