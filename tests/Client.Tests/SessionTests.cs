using CommandProcessor.Client.Sessions;
using CommandProcessor.Client.Tests.Fakes;
using CommandProcessor.Grains.Interfaces.Commands;
using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Interfaces.Orders;
using CsCheck;

namespace CommandProcessor.Client.Tests;

public sealed class SessionTests
{
    private readonly ClientFixture _fixture = new();

    private List<long> Asked => [.. _fixture.Grains.CustomerOrders.Asked.Select(atLeast => atLeast.Position)];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_query_asks_for_what_the_session_wrote_for_its_key()
    {
        var session = _fixture.Client.OpenSession();
        await PlaceAsync(session, "17850", position: 17);
        await PlaceAsync(session, "17850", position: 12);

        await session.CustomerOrders.GetSummaryAsync("17850", Token);
        await session.CustomerOrders.GetOrdersAsync("17850", null, Token);
        await session.CustomerOrders.GetOrderAsync(ClientFixture.Order, Token);

        Assert.Equal([17, 17, 17], Asked);
    }

    [Fact]
    public async Task A_query_never_waits_for_what_was_written_for_another_key()
    {
        var session = _fixture.Client.OpenSession();
        await PlaceAsync(session, "17850", position: 17);

        await session.CustomerOrders.GetSummaryAsync("13047", Token);

        Assert.Equal([0], Asked);
        Assert.Equal(0, _fixture.Grains.Topology.AskedCount);
    }

    [Fact]
    public async Task Sessions_do_not_wait_for_each_other()
    {
        await PlaceAsync(_fixture.Client.OpenSession(), "17850", position: 17);

        await _fixture.Client.OpenSession().CustomerOrders.GetSummaryAsync("17850", Token);
        await _fixture.Client.CustomerOrders.GetSummaryAsync("17850", Token);

        Assert.Equal([0, 0], Asked);
    }

    [Fact]
    public async Task The_client_itself_reads_what_it_wrote()
    {
        _fixture.Grains.Order.Answers(new CommandOutcome.Accepted(1, new(2, 5)));
        await _fixture.Client.Orders.PlaceAsync(ClientFixture.Order, ClientFixture.Place, cancellationToken: Token);

        await _fixture.Client.CustomerOrders.GetSummaryAsync("17850", Token);

        Assert.Equal([5], Asked);
    }

    [Fact]
    public async Task A_refusal_too_is_something_that_was_read()
    {
        var session = _fixture.Client.OpenSession();
        _fixture.Grains.Order.Answers(new CommandOutcome.Refused(3, new(2, 9), Refusal.Final(101, "Placed already.")));
        await session.Orders.PlaceAsync(ClientFixture.Order, ClientFixture.Place, cancellationToken: Token);

        await session.CustomerOrders.GetSummaryAsync("17850", Token);

        Assert.Equal([9], Asked);
    }

    [Fact]
    public async Task A_session_resumed_from_its_token_reads_what_it_wrote()
    {
        var session = _fixture.Client.OpenSession();
        await PlaceAsync(session, "17850", position: 17);
        var elsewhere = new ClientFixture();

        await elsewhere.Client.ResumeSession(session.Token).CustomerOrders.GetSummaryAsync("17850", Token);

        Assert.Equal([17], elsewhere.Grains.CustomerOrders.Asked.Select(atLeast => atLeast.Position));
    }

    [Fact]
    public async Task A_resumed_session_hands_on_what_it_was_given_and_what_it_wrote()
    {
        var first = _fixture.Client.OpenSession();
        await PlaceAsync(first, "17850", position: 17);
        var second = _fixture.Client.ResumeSession(first.Token);
        await PlaceAsync(second, "17850", position: 18);

        Assert.Equal(first.Token, _fixture.Client.ResumeSession(first.Token).Token);
        Assert.Equal(18, Assert.Single(SessionToken.Parse(second.Token)).Value);
    }

    [Fact]
    public async Task The_topology_is_asked_for_once_and_again_only_after_an_error()
    {
        var session = _fixture.Client.OpenSession();
        await PlaceAsync(session, "17850", position: 17);
        var resumed = _fixture.Client.ResumeSession(session.Token);
        _fixture.Grains.Topology.Errors.Enqueue(new TimeoutException());

        var asked = resumed.CustomerOrders.GetSummaryAsync("17850", Token);
        await _fixture.DriveAsync(asked);
        await asked;
        await resumed.CustomerOrders.GetSummaryAsync("17850", Token);

        Assert.Equal(2, _fixture.Grains.Topology.AskedCount);
        Assert.Equal([17, 17], Asked);
    }

    [Fact]
    public void Keys_let_go_are_still_covered_by_their_partition()
    {
        var partitioning = new Partitioning(4);

        (from writes in Gen.Select(Gen.Int[0, 30], Gen.Long[1, 1_000]).Array[0, 200]
         from keyCountMax in Gen.Int[2, 10]
         select (writes, keyCountMax)).Sample(sample =>
        {
            var positions = new SessionPositions(sample.keyCountMax);
            var newest = new Dictionary<PartitionKey, long>();
            foreach (var (customer, position) in sample.writes)
            {
                var key = PartitionKey.Customer($"{customer}");
                positions.Advance(key, new(partitioning.PartitionOf(key), position));
                newest[key] = Math.Max(position, newest.GetValueOrDefault(key));
            }

            foreach (var (key, position) in newest)
                Assert.True((positions.OfKey(key) ?? positions.FloorOf(partitioning.PartitionOf(key))) >= position, $"{key} forgot {position}.");
        });
    }

    private async Task PlaceAsync(ClientSession session, string customer, long position)
    {
        var partition = _fixture.Grains.Topology.Partitioning.PartitionOf(PartitionKey.Customer(customer));
        _fixture.Grains.Order.Answers(new CommandOutcome.Accepted(1, new(partition, position)));
        await session.Orders.PlaceAsync(new OrderId(customer, "1"), ClientFixture.Place, cancellationToken: Token);
    }
}
