using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Interfaces.Orders;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CommandProcessor.Client.Tests;

public sealed class BadInputTests
{
    private readonly ClientFixture _fixture = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("", "is empty")]
    [InlineData(" ", "is empty")]
    [InlineData(" 17850", "starts or ends with white space")]
    [InlineData("178/50", "holds '/'")]
    [InlineData("178\n50", "control character U+000A")]
    [InlineData(null, "is empty")]
    public async Task A_malformed_customer_is_an_argument_error_before_anything_is_sent(string? customer, string mistake)
    {
        var queries = _fixture.Client.CustomerOrders;

        Assert.Contains(mistake, (await Assert.ThrowsAsync<ArgumentException>(() => queries.GetSummaryAsync(customer!, Token))).Message, StringComparison.Ordinal);
        Assert.Contains(mistake, (await Assert.ThrowsAsync<ArgumentException>(() => queries.GetOrdersAsync(customer!, null, Token))).Message, StringComparison.Ordinal);
        Assert.Contains(mistake, (await Assert.ThrowsAsync<ArgumentException>(() => queries.GetOrderAsync(customer!, "1", Token))).Message, StringComparison.Ordinal);
        Assert.Contains(mistake, Assert.Throws<ArgumentException>(() => new OrderId(customer!, "1")).Message, StringComparison.Ordinal);
        AssertNothingSent();
    }

    [Fact]
    public async Task A_customer_of_101_characters_is_too_long()
    {
        var error = await Assert.ThrowsAsync<ArgumentException>(() => _fixture.Client.CustomerOrders.GetSummaryAsync(new string('x', 101), Token));

        Assert.Contains("101 characters; at most 100", error.Message, StringComparison.Ordinal);
        AssertNothingSent();
    }

    [Fact]
    public async Task A_default_order_id_is_refused()
    {
        await Assert.ThrowsAsync<ArgumentException>(() => _fixture.Client.Orders.ConfirmAsync(default, cancellationToken: Token));

        AssertNothingSent();
    }

    [Fact]
    public async Task A_command_must_be_there()
    {
        await Assert.ThrowsAsync<ArgumentNullException>(() => _fixture.Client.Orders.PlaceAsync(ClientFixture.Order, null!, cancellationToken: Token));
        await Assert.ThrowsAsync<ArgumentException>(
            () => _fixture.Client.Orders.PlaceAsync(ClientFixture.Order, ClientFixture.Place with { Lines = default }, cancellationToken: Token));

        AssertNothingSent();
    }

    public static TheoryData<CommandOptions, string> BadOptions => new()
    {
        { new() { CommandId = default(CommandId) }, "version 7 is required" },
        { new() { Principal = " " }, "Principal is empty" },
        { new() { Principal = new string('x', 201) }, "201 characters; at most 200" },
        { new() { Principal = "a\u0007" }, "control character" },
        { new() { Timeout = TimeSpan.Zero }, "not positive" },
        { new() { ExpectedVersion = -1 }, "negative" },
    };

    [Theory]
    [MemberData(nameof(BadOptions), DisableDiscoveryEnumeration = true)]
    public async Task Bad_options_of_a_command_are_argument_errors_before_anything_is_sent(CommandOptions options, string mistake)
    {
        var error = await Assert.ThrowsAnyAsync<ArgumentException>(() => _fixture.Client.Orders.ConfirmAsync(ClientFixture.Order, options, Token));

        Assert.Contains(mistake, error.Message, StringComparison.Ordinal);
        AssertNothingSent();
    }

    [Fact]
    public async Task Nobody_asks_for_nothing()
    {
        var fixture = new ClientFixture(options => options.Principal = null);

        var error = await Assert.ThrowsAsync<ArgumentException>(() => fixture.Client.Orders.ConfirmAsync(ClientFixture.Order, cancellationToken: Token));

        Assert.StartsWith("No principal", error.Message, StringComparison.Ordinal);
        await fixture.Client.OpenSession("alice").Orders.ConfirmAsync(ClientFixture.Order, cancellationToken: Token);
        Assert.Equal("alice", Assert.Single(fixture.Grains.Order.Received).Context.Principal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(501)]
    public async Task A_page_has_1_to_500_orders(int pageSize)
    {
        var error = await Assert.ThrowsAsync<ArgumentOutOfRangeException>(
            () => _fixture.Client.CustomerOrders.GetOrdersAsync("17850", new(PageSize: pageSize), Token));

        Assert.Contains($"PageSize {pageSize} is not between 1 and 500", error.Message, StringComparison.Ordinal);
        AssertNothingSent();
    }

    [Theory]
    [InlineData(OrderStatus.None)]
    [InlineData((OrderStatus)99)]
    public async Task A_page_can_only_be_asked_for_a_status_that_is(OrderStatus status)
    {
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(
            () => _fixture.Client.CustomerOrders.GetOrdersAsync("17850", new(status), Token));
    }

    [Fact]
    public async Task All_wrong_options_are_named_at_once_when_the_host_starts()
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddSingleton(Fakes.FakeGrains.Create().Factory);
        builder.Services.AddCommandProcessorClient(options =>
        {
            options.Principal = new string('x', 300);
            options.CommandTimeout = TimeSpan.Zero;
            options.AttemptCountMax = 0;
            options.RetryDelay = TimeSpan.FromSeconds(20);
        });
        using var host = builder.Build();

        var error = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync(Token));

        Assert.Equal(4, error.Failures.Count());
        Assert.All(
            ["Principal", "CommandTimeout", "AttemptCountMax", "RetryDelay 00:00:20 exceeds RetryDelayMax 00:00:02."],
            name => Assert.Contains(name, error.Message, StringComparison.Ordinal));
    }

    private void AssertNothingSent() => Assert.Empty(_fixture.Grains.Asked);
}
