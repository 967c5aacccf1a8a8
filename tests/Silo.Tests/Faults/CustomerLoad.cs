using System.Collections.Concurrent;
using CommandProcessor.Client;
using CommandProcessor.Grains.Interfaces.Addresses;
using CommandProcessor.Grains.Interfaces.Commands;
using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Interfaces.Orders;

namespace CommandProcessor.Silo.Tests.Faults;

/// <summary>Callers that each place an order, amend it twice, and go on with the next, and remember what was answered.</summary>
internal sealed class CustomerLoad(CommandProcessorClient client)
{
    private const int Callers = 16;

    private static readonly ShipTo Home = new("Ada", "1 Loop Road", "United Kingdom");

    private readonly ConcurrentDictionary<string, int> _orders = new(StringComparer.Ordinal);
    private long _answered;

    /// <summary>Ids of all commands that were answered.</summary>
    public ConcurrentBag<CommandId> Answered { get; } = [];

    public long AnsweredCount => Interlocked.Read(ref _answered);

    /// <summary>How many orders each customer was told to have.</summary>
    public IReadOnlyDictionary<string, int> Orders => _orders;

    public Task RunAsync(CancellationToken stop, CancellationToken cancellationToken) =>
        Task.WhenAll(Enumerable.Range(0, Callers).Select(caller => CallAsync(caller, stop, cancellationToken)));

    private async Task CallAsync(int caller, CancellationToken stop, CancellationToken cancellationToken)
    {
        var session = client.OpenSession($"caller-{caller}");
        for (var number = 1; !stop.IsCancellationRequested; number++)
        {
            var order = new OrderId($"c{caller}-{number % 8}", $"{number}");
            await SendAsync(session, order, new OrderCommand.PlaceOrder("GBP", [new("85123A", 1, 2.55m)], Home), cancellationToken);
            _orders.AddOrUpdate(order.Customer, 1, (_, count) => count + 1);
            for (var quantity = 2; quantity <= 3; quantity++)
                await SendAsync(session, order, new OrderCommand.AmendOrder([new("85123A", quantity, 2.55m)], Home), cancellationToken);
        }
    }

    private async Task SendAsync(ClientSession session, OrderId order, OrderCommand command, CancellationToken cancellationToken)
    {
        var commandId = CommandId.New(TimeProvider.System);
        var outcome = await session.Orders.SendAsync(order, command, new() { CommandId = commandId, Timeout = TimeSpan.FromSeconds(60) }, cancellationToken);
        Assert.IsType<CommandOutcome.Accepted>(outcome);
        Answered.Add(commandId);
        Interlocked.Increment(ref _answered);
    }
}
