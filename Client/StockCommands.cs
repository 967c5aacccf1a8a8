using CommandProcessor.Client.Sending;
using CommandProcessor.Grains.Interfaces.Commands;
using CommandProcessor.Grains.Interfaces.Queries;
using CommandProcessor.Grains.Interfaces.Stock;

namespace CommandProcessor.Client;

/// <summary>
/// Commands to products and their stock, and looks at them. Each command answers with an outcome, accepted or refused;
/// <see cref="CommandOutcomeExtensions.OrThrowAsync"/> turns a refusal into a <see cref="CommandRefusedException"/>. A command that got no
/// answer in time throws <see cref="CommandNotAnsweredException"/> and may be sent again under the id that the exception names.
/// </summary>
public sealed class StockCommands
{
    private readonly AggregateCalls<IStockGrain, Sku, StockCommand, StockView> _calls;

    internal StockCommands(CommandSender commands, QuerySender queries) => _calls = new(commands, queries);

    public Task<CommandOutcome> RegisterAsync(
        Sku sku, string name, string category, decimal price, string currency,
        CommandOptions? options = null, CancellationToken cancellationToken = default) =>
        SendAsync(sku, new StockCommand.RegisterProduct(name, category, price, currency), options, cancellationToken);

    public Task<CommandOutcome> ChangePriceAsync(
        Sku sku, decimal price, string currency, CommandOptions? options = null, CancellationToken cancellationToken = default) =>
        SendAsync(sku, new StockCommand.ChangePrice(price, currency), options, cancellationToken);

    public Task<CommandOutcome> ReceiveAsync(
        Sku sku, int quantity, string reference, CommandOptions? options = null, CancellationToken cancellationToken = default) =>
        SendAsync(sku, new StockCommand.ReceiveStock(quantity, reference), options, cancellationToken);

    public Task<CommandOutcome> BookAsync(
        Sku sku, string bookingId, int quantity, DateTimeOffset expiresAt,
        CommandOptions? options = null, CancellationToken cancellationToken = default) =>
        SendAsync(sku, new StockCommand.BookStock(bookingId, quantity, expiresAt), options, cancellationToken);

    public Task<CommandOutcome> CancelBookingAsync(
        Sku sku, string bookingId, CommandOptions? options = null, CancellationToken cancellationToken = default) =>
        SendAsync(sku, new StockCommand.CancelBooking(bookingId), options, cancellationToken);

    public Task<CommandOutcome> ShipBookingAsync(
        Sku sku, string bookingId, CommandOptions? options = null, CancellationToken cancellationToken = default) =>
        SendAsync(sku, new StockCommand.ShipBooking(bookingId), options, cancellationToken);

    public Task<CommandOutcome> RecordDepartureAsync(
        Sku sku, string bookingId, int quantity, CommandOptions? options = null, CancellationToken cancellationToken = default) =>
        SendAsync(sku, new StockCommand.RecordDeparture(bookingId, quantity), options, cancellationToken);

    public Task<CommandOutcome> ExpireBookingAsync(
        Sku sku, string bookingId, CommandOptions? options = null, CancellationToken cancellationToken = default) =>
        SendAsync(sku, new StockCommand.ExpireBooking(bookingId), options, cancellationToken);

    public Task<CommandOutcome> CountAsync(
        Sku sku, long counted, string reason, CommandOptions? options = null, CancellationToken cancellationToken = default) =>
        SendAsync(sku, new StockCommand.CountStock(counted, reason), options, cancellationToken);

    /// <param name="level">Available pieces below which it is to be ordered again; 0 says never.</param>
    public Task<CommandOutcome> SetReorderLevelAsync(
        Sku sku, long level, CommandOptions? options = null, CancellationToken cancellationToken = default) =>
        SendAsync(sku, new StockCommand.SetReorderLevel(level), options, cancellationToken);

    public Task<CommandOutcome> DiscontinueAsync(
        Sku sku, string reason, CommandOptions? options = null, CancellationToken cancellationToken = default) =>
        SendAsync(sku, new StockCommand.DiscontinueProduct(reason), options, cancellationToken);

    /// <summary>Sends any command of a product.</summary>
    /// <exception cref="ArgumentException">The id, the command or an option is malformed; nothing was sent.</exception>
    /// <exception cref="CommandNotAnsweredException">No answer within the deadline; whether it was carried out is not known.</exception>
    public Task<CommandOutcome> SendAsync(
        Sku sku, StockCommand command, CommandOptions? options = null, CancellationToken cancellationToken = default) =>
        _calls.SendAsync(sku, command, options, cancellationToken);

    /// <summary>
    /// What a product and its stock are, or null if nothing was ever recorded of it; one that was never registered and had to decline something has no name
    /// and no pieces. It is what the journal has at one moment between the call and the answer, so every command answered before is in it.
    /// </summary>
    /// <exception cref="QueryNotAnsweredException">No answer within the deadline.</exception>
    public Task<StockView?> GetAsync(Sku sku, CancellationToken cancellationToken = default) => _calls.GetAsync(sku, cancellationToken);

    /// <summary>What the product was at a version, a position of its partition or a time, or null if it was not there yet.</summary>
    /// <exception cref="ArgumentException">The point is not in the journal, or lies after more events than one answer may fold.</exception>
    /// <exception cref="QueryNotAnsweredException">No answer within the deadline.</exception>
    public Task<StockView?> GetAsync(Sku sku, AsOf asOf, CancellationToken cancellationToken = default) =>
        _calls.GetAsync(sku, asOf, cancellationToken);

    /// <summary>
    /// Waits until it looks as wanted, or the time is over, and says how it was seen last; null if there was nothing to see. It is told as soon as an
    /// event is durable; nobody asks again and again meanwhile.
    /// </summary>
    /// <exception cref="QueryNotAnsweredException">Not even how it looks could be told within the time.</exception>
    public Task<StockView?> UntilAsync(
        Sku sku, Func<StockView, bool> isWanted, TimeSpan timeout, CancellationToken cancellationToken = default) =>
        _calls.GetUntilAsync(sku, static view => view.Version, isWanted, timeout, cancellationToken);
}
