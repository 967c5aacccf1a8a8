using CommandProcessor.Grains.Interfaces.Addresses;
using CommandProcessor.Grains.Interfaces.Commands;
using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Interfaces.Orders;

namespace CommandProcessor.Grains.Tests.Fixtures;

/// <summary>Orders and commands as tests need them.</summary>
internal static class SampleOrders
{
    private static int _next;

    public static ShipTo Home { get; } = new("Ada Lovelace", "12 St James's Square", "United Kingdom");

    public static OrderId NewId(string? customer = null) => new(customer ?? $"c{Interlocked.Increment(ref _next)}", $"n{Interlocked.Increment(ref _next)}");

    public static OrderCommand.PlaceOrder Place(int quantity = 1, decimal unitPrice = 2.55m) => new("GBP", [new("85123A", quantity, unitPrice)], Home);

    public static OrderCommand.AmendOrder Amend(int quantity) => new([new("85123A", quantity, 2.55m)], Home);

    /// <summary>Sends until it is answered, as a client would.</summary>
    public static Task<CommandOutcome> RetryAsync(this IOrderGrain grain, OrderCommand command, CommandId id) =>
        RetryAsync(grain, command, id, exception => exception is CommandRetryException);

    /// <summary>Sends until it is answered, also when the silo that should answer dies.</summary>
    public static Task<CommandOutcome> RetryAnythingAsync(this IOrderGrain grain, OrderCommand command, CommandId id) =>
        RetryAsync(grain, command, id, exception => exception is CommandRetryException or OrleansException or TimeoutException);

    private static async Task<CommandOutcome> RetryAsync(IOrderGrain grain, OrderCommand command, CommandId id, Func<Exception, bool> isRetryable)
    {
        CommandOutcome? outcome = null;
        await Wait.UntilAsync($"command {id} is answered", async () =>
        {
            try
            {
                outcome = await grain.SendAsync(command, id);
                return true;
            }
            catch (Exception exception) when (isRetryable(exception))
            {
                return false;
            }
        }, timeoutMs: 60_000);
        return outcome ?? throw new InvalidOperationException("An answer is never null.");
    }
}
