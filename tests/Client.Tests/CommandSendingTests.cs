using System.Diagnostics;
using System.Net.Sockets;
using CommandProcessor.Client.Tests.Fakes;
using CommandProcessor.Grains.Interfaces.Commands;
using CommandProcessor.Grains.Interfaces.Events;
using Orleans.Runtime;

namespace CommandProcessor.Client.Tests;

public sealed class CommandSendingTests
{
    private readonly ClientFixture _fixture = new();

    private OrderCommands Orders => _fixture.Client.Orders;

    private FakeOrderGrain Grain => _fixture.Grains.Order;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_command_reaches_the_grain_of_its_order_with_its_context()
    {
        var correlation = Guid.NewGuid();
        var causation = Guid.NewGuid();

        await Orders.PlaceAsync(
            ClientFixture.Order, ClientFixture.Place, new() { ExpectedVersion = 0, CorrelationId = correlation, CausationId = causation, Principal = "alice" }, Token);

        var envelope = Assert.Single(Grain.Received);
        Assert.Equal(["IOrderGrain 17850/536365"], _fixture.Grains.Asked);
        Assert.Equal(ClientFixture.Place, envelope.Command);
        Assert.Equal(0, envelope.ExpectedVersion);
        Assert.Equal(("alice", correlation, causation), (envelope.Context.Principal, envelope.Context.CorrelationId, envelope.Context.CausationId!.Value));
    }

    [Fact]
    public async Task A_command_without_an_id_gets_a_new_one_of_the_clocks_time()
    {
        await Orders.ConfirmAsync(ClientFixture.Order, cancellationToken: Token);
        await Orders.ConfirmAsync(ClientFixture.Order, cancellationToken: Token);

        var ids = Grain.Received.Select(envelope => envelope.Context.CommandId).ToList();
        Assert.All(ids, id => Assert.Equal(_fixture.Time.GetUtcNow().ToUnixTimeMilliseconds(), id.TimestampMs));
        Assert.Equal(2, ids.Distinct().Count());
        Assert.All(Grain.Received, envelope => Assert.Equal(envelope.Context.CommandId.Value, envelope.Context.CorrelationId));
    }

    [Fact]
    public async Task A_silo_that_is_not_known_yet_is_waited_for()
    {
        _fixture.Grains.NotHostedCount = 3;

        var sent = Orders.PlaceAsync(ClientFixture.Order, ClientFixture.Place, cancellationToken: Token);
        await _fixture.DriveAsync(sent);

        Assert.Equal(FakeOrderGrain.Accepted, await sent);
        Assert.Single(Grain.Received);
    }

    [Fact]
    public async Task What_no_silo_hosts_is_told_when_the_time_is_over()
    {
        _fixture.Grains.NotHostedCount = int.MaxValue;

        var sent = Orders.PlaceAsync(ClientFixture.Order, ClientFixture.Place, cancellationToken: Token);
        await _fixture.DriveAsync(sent.ContinueWith(static _ => { }, TaskScheduler.Default));

        var exception = await Assert.ThrowsAsync<CommandNotAnsweredException>(() => sent);
        Assert.Equal("No silo that this client knows of hosts IOrderGrain.", exception.InnerException?.Message);
    }

    [Fact]
    public async Task A_command_keeps_its_id_over_all_retries()
    {
        Grain.Throws(new CommandRetryException("queue full")).Throws(new SiloUnavailableException("gone")).Throws(new TimeoutException())
            .Answers(FakeOrderGrain.Accepted);

        var sent = Orders.PlaceAsync(ClientFixture.Order, ClientFixture.Place, cancellationToken: Token);
        await _fixture.DriveAsync(sent);

        Assert.Equal(FakeOrderGrain.Accepted, await sent);
        Assert.Equal(4, Grain.Received.Count);
        Assert.Single(Grain.Received.Select(envelope => envelope.Context.CommandId).Distinct());
    }

    [Fact]
    public async Task A_given_id_is_sent_as_it_is()
    {
        var id = CommandId.Derive(_fixture.Time.GetUtcNow(), "retail/536365/place");

        await Orders.PlaceAsync(ClientFixture.Order, ClientFixture.Place, new() { CommandId = id }, Token);

        Assert.Equal(id, Assert.Single(Grain.Received).Context.CommandId);
    }

    public static TheoryData<Exception> MendableErrors =>
    [
        new CommandRetryException("queue full"),
        new TimeoutException(),
        new SiloUnavailableException("gone"),
        new GatewayTooBusyException("busy"),
        new OperationCanceledException("the silo let it go"),
    ];

    [Theory]
    [MemberData(nameof(MendableErrors), DisableDiscoveryEnumeration = true)]
    public async Task An_error_that_may_pass_is_tried_again(Exception error)
    {
        Grain.Throws(error).Answers(FakeOrderGrain.Accepted);

        var sent = Orders.ConfirmAsync(ClientFixture.Order, cancellationToken: Token);
        await _fixture.DriveAsync(sent);

        Assert.Equal(FakeOrderGrain.Accepted, await sent);
        Assert.Equal(2, Grain.Received.Count);
    }

    [Fact]
    public async Task An_error_that_will_not_pass_is_thrown_at_once()
    {
        Grain.Throws(new InvalidCastException("a bug"));

        await Assert.ThrowsAsync<InvalidCastException>(() => Orders.ConfirmAsync(ClientFixture.Order, cancellationToken: Token));

        Assert.Single(Grain.Received);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_refusal_is_an_answer_and_not_tried_again(bool isTransient)
    {
        var refused = new CommandOutcome.Refused(2, new(3, 17), new Refusal(102, "Order is confirmed.", isTransient));
        Grain.Answers(refused);

        var outcome = await Orders.ConfirmAsync(ClientFixture.Order, cancellationToken: Token);

        Assert.Equal(refused, outcome);
        Assert.Single(Grain.Received);
    }

    [Fact]
    public async Task A_transient_refusal_is_tried_again_when_asked_for()
    {
        var refused = new CommandOutcome.Refused(2, new(3, 17), Refusal.Transient(106, "Not confirmed yet."));
        Grain.Answers(refused).Answers(FakeOrderGrain.Accepted);

        var sent = Orders.ConfirmAsync(ClientFixture.Order, new() { RetryTransientRefusals = true }, Token);
        await _fixture.DriveAsync(sent);

        Assert.Equal(FakeOrderGrain.Accepted, await sent);
    }

    [Fact]
    public async Task A_transient_refusal_that_stays_is_the_answer_in_the_end()
    {
        var refused = new CommandOutcome.Refused(2, new(3, 17), Refusal.Transient(106, "Not confirmed yet."));
        Grain.Answers(refused);

        var sent = Orders.ConfirmAsync(ClientFixture.Order, new() { RetryTransientRefusals = true, Timeout = TimeSpan.FromSeconds(1) }, Token);
        await _fixture.DriveAsync(sent);

        Assert.Equal(refused, await sent);
        Assert.True(Grain.Received.Count > 1);
    }

    [Fact]
    public async Task A_refusal_is_an_exception_for_those_who_want_it()
    {
        Grain.Answers(new CommandOutcome.Refused(2, new(3, 17), Refusal.Final(101, "Order is placed already.")));

        var error = await Assert.ThrowsAsync<CommandRefusedException>(
            () => Orders.PlaceAsync(ClientFixture.Order, ClientFixture.Place, cancellationToken: Token).OrThrowAsync());

        Assert.Equal((101, 2L), (error.Refusal.Code, error.Version));
        Assert.Equal("Refused (101): Order is placed already.", error.Message);
    }

    [Fact]
    public async Task A_command_without_an_answer_names_its_id_when_the_time_is_over()
    {
        Grain.Throws(new CommandRetryException("The journal is away."));
        var started = _fixture.Time.GetUtcNow();

        var sent = Orders.ConfirmAsync(ClientFixture.Order, new() { Timeout = TimeSpan.FromSeconds(5) }, Token);
        await _fixture.DriveAsync(sent);

        var error = await Assert.ThrowsAsync<CommandNotAnsweredException>(() => sent);
        Assert.Equal(Grain.Received[0].Context.CommandId, error.CommandId);
        Assert.Equal(Grain.Received.Count, error.AttemptCount);
        Assert.IsType<CommandRetryException>(error.InnerException);
        Assert.Contains("The journal is away.", error.Message, StringComparison.Ordinal);
        Assert.InRange(_fixture.Time.GetUtcNow() - started, TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(5.1));
    }

    [Fact]
    public async Task Attempts_are_bounded_by_number_too()
    {
        var fixture = new ClientFixture(options => options.AttemptCountMax = 3);
        fixture.Grains.Order.Throws(new CommandRetryException("queue full"));

        var sent = fixture.Client.Orders.ConfirmAsync(ClientFixture.Order, cancellationToken: Token);
        await fixture.DriveAsync(sent);

        Assert.Equal(3, (await Assert.ThrowsAsync<CommandNotAnsweredException>(() => sent)).AttemptCount);
    }

    [Fact]
    public async Task Pauses_double_up_to_their_maximum_with_a_random_half()
    {
        var fixture = new ClientFixture(options => (options.RetryDelay, options.RetryDelayMax) = (TimeSpan.FromMilliseconds(100), TimeSpan.FromSeconds(1)));
        var times = new List<DateTimeOffset>();
        fixture.Grains.Order.Answers(_ =>
        {
            times.Add(fixture.Time.GetUtcNow());
            throw new CommandRetryException("queue full");
        });

        var sent = fixture.Client.Orders.ConfirmAsync(ClientFixture.Order, new() { Timeout = TimeSpan.FromSeconds(8) }, Token);
        await fixture.DriveAsync(sent);
        await Assert.ThrowsAsync<CommandNotAnsweredException>(() => sent);

        for (var retry = 0; retry < times.Count - 1; retry++)
        {
            var longest = Math.Min(100 * Math.Pow(2, retry), 1_000);
            Assert.InRange((times[retry + 1] - times[retry]).TotalMilliseconds, longest / 2, longest + 20); // The clock moves in steps of 10 ms.
        }
    }

    [Fact]
    public async Task An_attempt_that_hangs_is_given_up_and_the_next_one_is_made()
    {
        Grain.Hangs().Answers(FakeOrderGrain.Accepted);

        var sent = Orders.ConfirmAsync(ClientFixture.Order, cancellationToken: Token);
        await _fixture.DriveAsync(sent);

        Assert.Equal(FakeOrderGrain.Accepted, await sent);
        Assert.True(Grain.Tokens[0].IsCancellationRequested);
    }

    [Fact]
    public async Task An_attempt_never_outlives_the_commands_own_time()
    {
        Grain.Hangs();

        var sent = Orders.ConfirmAsync(ClientFixture.Order, new() { Timeout = TimeSpan.FromSeconds(1) }, Token);
        await _fixture.DriveAsync(sent);

        await Assert.ThrowsAsync<CommandNotAnsweredException>(() => sent);
        Assert.Single(Grain.Received);
    }

    [Fact]
    public async Task Cancellation_ends_an_attempt_that_hangs()
    {
        Grain.Hangs();
        using var cancellation = new CancellationTokenSource();

        var sent = Orders.ConfirmAsync(ClientFixture.Order, cancellationToken: cancellation.Token);
        await cancellation.CancelAsync();

        var error = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sent);
        Assert.Equal(cancellation.Token, error.CancellationToken);
        Assert.True(Grain.Tokens[0].IsCancellationRequested);
    }

    [Fact]
    public async Task Cancellation_ends_a_pause_between_attempts()
    {
        Grain.Throws(new CommandRetryException("queue full"));
        using var cancellation = new CancellationTokenSource();

        var sent = Orders.ConfirmAsync(ClientFixture.Order, cancellationToken: cancellation.Token);
        Assert.False(sent.IsCompleted);
        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sent);
        Assert.Single(Grain.Received);
    }

    [Fact]
    public async Task A_cancelled_call_sends_nothing()
    {
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Orders.ConfirmAsync(ClientFixture.Order, cancellationToken: new(canceled: true)));

        Assert.Empty(Grain.Received);
    }

    [Fact]
    public async Task The_callers_trace_goes_with_the_command()
    {
        using var activity = new Activity("checkout").SetIdFormat(ActivityIdFormat.W3C).Start();

        await Orders.ConfirmAsync(ClientFixture.Order, cancellationToken: Token);

        Assert.Equal(activity.Id, Assert.Single(Grain.Received).Context.TraceParent);
    }

    [Fact]
    public async Task Without_a_trace_none_is_made_up()
    {
        Activity.Current = null;

        await Orders.ConfirmAsync(ClientFixture.Order, cancellationToken: Token);

        Assert.Null(Assert.Single(Grain.Received).Context.TraceParent);
    }

    [Fact]
    public async Task A_socket_error_is_not_ours_to_retry()
    {
        Grain.Throws(new SocketException());

        await Assert.ThrowsAsync<SocketException>(() => Orders.ConfirmAsync(ClientFixture.Order, cancellationToken: Token));
    }
}
