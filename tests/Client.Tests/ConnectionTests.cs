using System.Net;
using System.Net.Sockets;
using CommandProcessor.Client.Tests.Fakes;
using CommandProcessor.Grains.Interfaces.Orders;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Configuration;
using Orleans.Hosting;
using Orleans.Runtime.Messaging;

namespace CommandProcessor.Client.Tests;

/// <summary>The client against a real silo: from a console, from a host with dependency injection, and inside the silo.</summary>
public sealed class ConnectionTests : IAsyncLifetime
{
    private readonly int _siloPort = FreePort();
    private readonly int _gatewayPort = FreePort();
    private IHost? _silo;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static OrderId NewOrder => new($"{Guid.NewGuid():N}", "1");

    public async ValueTask InitializeAsync() => _silo = await StartSiloAsync();

    public async ValueTask DisposeAsync() => await StopSiloAsync();

    [Fact]
    public async Task A_console_connects_by_itself()
    {
        await using var connection = await CommandProcessorConnection.ConnectAsync(Localhost, options => options.Principal = "console", Token);

        var outcome = await connection.Client.Orders.ConfirmAsync(NewOrder, cancellationToken: Token).OrThrowAsync();

        Assert.Equal(1, outcome.Version);
    }

    [Fact]
    public async Task Each_order_is_reached_by_its_own_id()
    {
        await using var connection = await CommandProcessorConnection.ConnectAsync(Localhost, options => options.Principal = "console", Token);

        foreach (var order in new[] { NewOrder, NewOrder, NewOrder })
            Assert.Equal(1, (await connection.Client.Orders.ConfirmAsync(order, cancellationToken: Token).OrThrowAsync()).Version);
    }

    [Fact]
    public async Task A_front_end_registers_it_in_one_call()
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddCommandProcessorClient(options => options.Principal = "web", Localhost);
        using var host = builder.Build();
        await host.StartAsync(Token);

        var outcome = await host.Services.GetRequiredService<CommandProcessorClient>().Orders.ConfirmAsync(NewOrder, cancellationToken: Token).OrThrowAsync();

        Assert.Equal(1, outcome.Version);
        await host.StopAsync(Token);
    }

    [Fact]
    public async Task Inside_a_silo_it_uses_the_silos_own_client()
    {
        var client = _silo!.Services.GetRequiredService<CommandProcessorClient>();

        Assert.Equal(1, (await client.Orders.ConfirmAsync(NewOrder, cancellationToken: Token).OrThrowAsync()).Version);
    }

    [Fact]
    public async Task Retryable_errors_and_refusals_cross_the_wire_as_what_they_are()
    {
        await using var connection = await CommandProcessorConnection.ConnectAsync(Localhost, options => options.Principal = "console", Token);

        var mended = await connection.Client.Orders.CancelAsync(NewOrder, "once", cancellationToken: Token).OrThrowAsync();
        var refused = await Assert.ThrowsAsync<CommandRefusedException>(
            () => connection.Client.Orders.CancelAsync(NewOrder, "refuse", cancellationToken: Token).OrThrowAsync());

        Assert.Equal(2, mended.Version);
        Assert.Equal(103, refused.Refusal.Code);
    }

    [Fact]
    public async Task A_command_sent_while_the_silo_is_away_is_answered_when_it_is_back()
    {
        await using var connection = await CommandProcessorConnection.ConnectAsync(Localhost, options => options.Principal = "console", Token);
        await connection.Client.Orders.ConfirmAsync(NewOrder, cancellationToken: Token);
        await StopSiloAsync();

        var sent = connection.Client.Orders.ConfirmAsync(NewOrder, cancellationToken: Token);
        _silo = await StartSiloAsync();

        Assert.Equal(1, (await sent.OrThrowAsync()).Version);
    }

    [Fact]
    public async Task Nobody_there_is_told_when_the_time_to_connect_is_over()
    {
        var nowhere = FreePort();

        await Assert.ThrowsAsync<ConnectionFailedException>(() => CommandProcessorConnection.ConnectAsync(
            client => client.UseLocalhostClustering(nowhere), options => options.ConnectTimeout = TimeSpan.FromSeconds(1), Token));
    }

    private void Localhost(IClientBuilder client) => client.UseLocalhostClustering(_gatewayPort);

    private async Task<IHost> StartSiloAsync()
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.UseOrleans(silo => silo
            .UseLocalhostClustering(_siloPort, _gatewayPort)
            .Configure<GrainTypeOptions>(grains => grains.Classes.RemoveWhere(IsAnotherOrderGrain)));
        builder.Services.AddCommandProcessorClient(options => options.Principal = "silo");
        var host = builder.Build();
        await host.StartAsync(Token);
        return host;
    }

    private async Task StopSiloAsync()
    {
        await _silo!.StopAsync(CancellationToken.None);
        await ((IAsyncDisposable)_silo).DisposeAsync();
    }

    /// <summary>The product's own order grain comes along with the tests' tools; here a fake one answers.</summary>
    private static bool IsAnotherOrderGrain(Type type) => typeof(IOrderGrain).IsAssignableFrom(type) && type != typeof(CountingOrderGrain);

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
