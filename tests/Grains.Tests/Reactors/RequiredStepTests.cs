using CommandProcessor.Grains.Interfaces.Commands;
using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Interfaces.Orders;
using CommandProcessor.Grains.Interfaces.Shipments;
using CommandProcessor.Grains.Reactors.Runtime;
using CommandProcessor.Grains.Reactors.Steps;

namespace CommandProcessor.Grains.Tests.Reactors;

/// <summary>What must be done is asked again under one id, and says that a transient refusal is no answer.</summary>
public sealed class RequiredStepTests
{
    private const int TryCountMax = 5;
    private static readonly OrderId Order = new("ada", "1");
    private static readonly Step Confirm = Step.To(Order, new OrderCommand.ConfirmOrder());
    private readonly Sender _sender = new();

    [Theory]
    [InlineData(RefusalMeaning.Mistake)]
    [InlineData(RefusalMeaning.NotYet)]
    public async Task What_is_refused_for_now_is_asked_again_at_once_under_the_same_id(RefusalMeaning meaning)
    {
        _sender.RefusalCount = 2;

        await RunAsync(Asking(meaning));

        Assert.Equal(3, _sender.Sent.Count);
        Assert.Single(_sender.Sent.Distinct());
        Assert.True(_sender.Sent[0].AsksAgain);
    }

    [Theory]
    [InlineData(RefusalMeaning.Mistake)]
    [InlineData(RefusalMeaning.NotYet)]
    public async Task What_is_refused_for_now_too_often_fails_for_a_while_and_is_asked_again_then_under_the_same_id(RefusalMeaning meaning)
    {
        _sender.RefusalCount = TryCountMax;

        var failed = await Assert.ThrowsAsync<ReactionFailedException>(() => RunAsync(Asking(meaning)));
        await RunAsync(Asking(meaning));

        Assert.True(failed.IsTransient);
        Assert.Equal(TryCountMax + 1, _sender.Sent.Count);
        Assert.Single(_sender.Sent.Distinct());
    }

    [Fact]
    public async Task What_must_be_done_and_is_refused_for_good_fails_at_once()
    {
        (_sender.RefusalCount, _sender.Refusal) = (1, Refusal.Final(998, "Never."));

        var failed = await Assert.ThrowsAsync<ReactionFailedException>(() => RunAsync(Wave.Require(Confirm)));

        Assert.False(failed.IsTransient);
        Assert.Single(_sender.Sent);
        Assert.Equal("order/ada/1 refused ConfirmOrder with 998: Never.", failed.Message);
    }

    [Fact]
    public async Task One_that_insists_takes_a_refusal_for_good_for_an_answer()
    {
        (_sender.RefusalCount, _sender.Refusal) = (1, Refusal.Final(998, "Never."));
        var wave = Wave.Insist(Confirm);

        await RunAsync(wave);

        Assert.Equal(998, wave.Refusal?.Code);
        Assert.Single(_sender.Sent);
    }

    [Fact]
    public async Task One_that_takes_a_refusal_for_an_answer_gets_the_first_answer_again()
    {
        _sender.RefusalCount = 1;

        await RunAsync(Wave.Send(Confirm));

        Assert.False(Assert.Single(_sender.Sent).AsksAgain);
    }

    [Fact]
    public async Task A_failure_says_nothing_about_a_person()
    {
        (_sender.RefusalCount, _sender.Refusal) = (1, Refusal.Final(998, "Never."));
        var ship = Step.To(new ShipmentId("ada", "1"), new ShipmentCommand.CreateShipment(Order, [new(1, "85123A", 6)], new("Ada Lovelace", "1 Loop Road", "United Kingdom")));

        var failed = await Assert.ThrowsAsync<ReactionFailedException>(() => RunAsync(Wave.Require(ship)));

        Assert.Equal("shipment/ada/1 refused CreateShipment with 998: Never.", failed.Message);
    }

    private static Wave.Commands Asking(RefusalMeaning meaning) => meaning is RefusalMeaning.Mistake ? Wave.Require(Confirm) : Wave.Insist(Confirm);

    private Task RunAsync(Wave wave) => _sender.RunAsync(new() { TryCountMax = TryCountMax }, wave);

    private sealed class Sender : IStepSender
    {
        public List<(CommandId Id, bool AsksAgain)> Sent { get; } = [];

        public int RefusalCount { get; set; }

        public Refusal Refusal { get; set; } = Refusal.Transient(999, "Not yet.");

        public Task<CommandOutcome> SendAsync(Step step, CommandContext context, CancellationToken cancellationToken)
        {
            Sent.Add((context.CommandId, step.AsksAgain));
            return Task.FromResult<CommandOutcome>(RefusalCount-- > 0 ? new CommandOutcome.Refused(0, default, Refusal) : new CommandOutcome.Accepted(0, default));
        }

        public Task<OrderStateView?> LookAsync(OrderId order, CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}
