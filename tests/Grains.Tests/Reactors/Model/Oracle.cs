using CommandProcessor.Grains.Accounts;
using CommandProcessor.Grains.Interfaces.Accounts;
using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Interfaces.Orders;
using CommandProcessor.Grains.Interfaces.Payments;
using CommandProcessor.Grains.Interfaces.Shipments;
using CommandProcessor.Grains.Interfaces.Stock;
using CommandProcessor.Grains.Interfaces.Transfers;
using CommandProcessor.Grains.Payments;
using CommandProcessor.Grains.Reactors;
using CommandProcessor.Grains.Reactors.Steps;
using CommandProcessor.Grains.Shipments;
using CommandProcessor.Grains.Stock;
using CommandProcessor.Grains.Transfers;
using Order = CommandProcessor.Grains.Orders.Order;

namespace CommandProcessor.Grains.Tests.Reactors.Model;

/// <summary>
/// The simple sequential model: what each process says became of it, done once and at once, is all that ever happened to money and goods.
/// </summary>
internal sealed class Oracle(World world, Life life)
{
    private readonly Dictionary<AccountId, decimal> _money = Cast.Accounts.ToDictionary(account => account, _ => 0m);
    private readonly Dictionary<string, long> _goods = Cast.Skus.ToDictionary(sku => sku, _ => 0L);

    public static void Fail(string what) => throw new ModelException(what);

    public static void CheckAccount(AggregateId id, Account account)
    {
        Expect(account.Spendable() >= 0, $"{id} is below its limit: {account}");
        Expect(account.Held == account.Holds.Values.Sum(hold => hold.Amount), $"{id} does not hold what its holds say: {account}");
        Expect(account.Status is not AccountStatus.Closed || (account.Balance == 0 && account.Holds.IsEmpty), $"{id} is closed and not empty: {account}");
    }

    public static void CheckStock(AggregateId id, StockItem item)
    {
        Expect(item.Booked >= 0 && item.Available() >= 0, $"{id} has promised what it has not: {item}");
        Expect(item.Booked == item.Bookings.Values.Sum(booking => (long)booking.Quantity), $"{id} has not booked what its bookings say: {item}");
    }

    public static void CheckPayment(AggregateId id, Payment payment) =>
        Expect(payment.CapturedAmount <= payment.Amount && payment.Refundable() >= 0, $"{id} took or gave back too much: {payment}");

    public void CheckEnd()
    {
        foreach (var recorded in world.Journal.All) Apply(recorded);
        foreach (var transfer in life.Transfers) Apply(transfer);
        foreach (var payment in life.Payments) Apply(world.Look<Payment>(payment.Aggregate), $"payment {payment}");
        foreach (var order in life.Orders) Apply(order);
        foreach (var (account, balance) in _money) CheckEnd(account, balance);
        foreach (var (sku, count) in _goods) CheckEnd(new Sku(sku), count);
        CheckAcknowledged();
        Expect(world.Store.DueCount == 0, $"{world.Store.DueCount} due times are left.");
    }

    /// <summary>At rest nothing is held or booked in the name of a process that has ended; what people hold and book is theirs.</summary>
    public void CheckLeft()
    {
        foreach (var id in Cast.Accounts)
            foreach (var name in world.Look<Account>(id.Aggregate)?.Holds.Keys ?? []) Expect(IsOpenPayment(name), $"{id} still has a hold for {name}.");
        foreach (var sku in Cast.Skus)
            foreach (var name in world.Look<StockItem>(new Sku(sku).Aggregate)?.Bookings.Keys ?? []) Expect(IsOpenOrder(name), $"{sku} is still booked for {name}.");
    }

    /// <summary>At rest a transfer and a refund are over.</summary>
    private bool IsOpenPayment(string name) => name.StartsWith(Life.Privately, StringComparison.Ordinal)
        || (AggregateId.Parse(name) is { Kind: PaymentId.Kind } id && world.Look<Payment>(id)?.Status is PaymentStatus.Authorized);

    private bool IsOpenOrder(string name)
    {
        if (name.StartsWith(Life.Privately, StringComparison.Ordinal)) return true;
        var order = OrderId.Parse(AggregateId.Parse(name[..name.IndexOf(Identifier.NameSeparator, StringComparison.Ordinal)]).GrainKey.Split(OrderId.AttemptMark)[0]);
        return Life.ShipmentsOf(order).Any(shipment => world.Look<Shipment>(shipment.Aggregate)?.Status is ShipmentStatus.Created);
    }

    private void CheckEnd(AccountId id, decimal balance)
    {
        var account = world.Look<Account>(id.Aggregate);
        Expect(account?.Held == 0 && account.Holds.IsEmpty, $"{id} has a hold left: {account}");
        Expect(account?.Balance == balance, $"{id} should have {balance}: {account}");
    }

    private void CheckEnd(Sku id, long count)
    {
        var item = world.Look<StockItem>(id.Aggregate);
        Expect(item?.Booked == 0 && item.Bookings.IsEmpty, $"{id} has a booking left: {item}");
        Expect(item?.OnHand == count, $"{id} should have {count}: {item}");
    }

    private void CheckAcknowledged()
    {
        foreach (var (aggregate, command) in world.Journal.Doubled) Fail($"{command} left events in {aggregate} more than once.");
        foreach (var (step, id) in world.Clients.SelectMany(client => client.AllAcknowledged))
        {
            if (LeavesAlways(step)) Expect(world.Journal.AppendCount(step.Target, id) == 1, $"{step} was accepted and is not there.");
        }
    }

    private static bool LeavesAlways(Step step) => step is
        Step.ToOrder { Command: OrderCommand.PlaceOrder or OrderCommand.ReturnItems }
        or Step.ToTransfer or Step.ToStock { Command: StockCommand.ReceiveStock }
        or Step.ToAccount { Command: AccountCommand.Deposit or AccountCommand.Withdraw }
        or Step.ToPayment { Command: PaymentCommand.ProcessPayment };

    /// <summary>What came from outside or went there.</summary>
    private void Apply(RecordedEvent recorded)
    {
        switch (recorded.Type)
        {
            case "account-deposited":
                _money[AccountId.Parse(recorded.Aggregate.GrainKey)] += ((AccountEvent.MoneyDeposited)AccountEventCodec.Instance.Decode(recorded)).Amount;
                break;
            case "account-withdrawn":
                _money[AccountId.Parse(recorded.Aggregate.GrainKey)] -= ((AccountEvent.MoneyWithdrawn)AccountEventCodec.Instance.Decode(recorded)).Amount;
                break;
            case "account-hold-captured" when AccountEventCodec.Instance.Decode(recorded) is AccountEvent.HoldCaptured { Purpose: Life.Privately } e:
                _money[AccountId.Parse(recorded.Aggregate.GrainKey)] -= e.Amount;
                break;
            case "stock-booking-shipped" when StockEventCodec.Instance.Decode(recorded) is StockEvent.BookingShipped e && e.BookingId.StartsWith(Life.Privately, StringComparison.Ordinal):
                _goods[recorded.Aggregate.GrainKey] -= e.Quantity;
                break;
            case "stock-received" when StockEventCodec.Instance.Decode(recorded) is StockEvent.StockReceived { Reference: Cast.Supplied } e:
                _goods[recorded.Aggregate.GrainKey] += e.Quantity;
                break;
            case "stock-counted":
                _goods[recorded.Aggregate.GrainKey] += ((StockEvent.StockCounted)StockEventCodec.Instance.Decode(recorded)).Difference;
                break;
            case "stock-left-unbooked":
                _goods[recorded.Aggregate.GrainKey] += ((StockEvent.StockLeftUnbooked)StockEventCodec.Instance.Decode(recorded)).Missing;
                break;
            case "order-items-returned":
                var order = world.Look<Order>(recorded.Aggregate)!; // One of its events is at hand.
                foreach (var line in ((OrderEvent.ItemsReturned)OrderEventCodec.Instance.Decode(recorded)).Lines) _goods[order.Lines[line.LineNumber - 1].Sku] += line.Quantity;
                break;
        }
    }

    private void Apply(TransferId id)
    {
        if (world.Look<Transfer>(id.Aggregate) is not { From: { } from, To: { } to } transfer) return;
        Expect(transfer.Status is TransferStatus.Completed or TransferStatus.Rejected, $"{id} has not ended: {transfer}");
        if (transfer.Status is TransferStatus.Completed) Move(from, to, transfer.Amount);
    }

    private void Apply(Payment? payment, string name)
    {
        if (payment?.Terms is not { } terms) return;
        Expect(payment.Status is PaymentStatus.Completed or PaymentStatus.Declined or PaymentStatus.Voided or PaymentStatus.CaptureFailed, $"{name} has not ended: {payment}");
        Expect(payment.RefundingAmount == 0, $"{name} has a refund that has not ended: {payment}");
        if (payment.Status is PaymentStatus.Completed) Move(terms.Payer, terms.Payee, payment.CapturedAmount - payment.RefundedAmount);
    }

    private void Apply(OrderId id)
    {
        var (order, payment) = (world.Look<Order>(id.Aggregate), world.Look<Payment>(new PaymentId(id.Customer, id.Number).Aggregate));
        Apply(payment, $"payment {id}");
        if (order is null) return;

        var shipments = Life.ShipmentsOf(id).Select(shipment => world.Look<Shipment>(shipment.Aggregate)).OfType<Shipment>().ToList();
        var what = $"order {id} is {order.Status}, its payment {payment?.Status}, its shipments {string.Join(", ", shipments.Select(shipment => shipment.Status))}";
        Expect(shipments.All(shipment => shipment.Status is ShipmentStatus.Delivered or ShipmentStatus.Lost or ShipmentStatus.Cancelled), $"Not all has ended: {what}");
        var sentCount = shipments.Count(shipment => shipment.Status is ShipmentStatus.Delivered or ShipmentStatus.Lost);
        var deliveredCount = shipments.Count(shipment => shipment.Status is ShipmentStatus.Delivered);
        switch (order.Status)
        {
            case OrderStatus.Delivered or OrderStatus.Returned:
                Expect(deliveredCount == 1, $"It should have been delivered once: {what}");
                ExpectPaid(order, payment, order.ReturnedAmount, what);
                break;
            case OrderStatus.Lost:
                Expect(deliveredCount == 0 && sentCount > 0, $"It should not have been delivered: {what}");
                ExpectPaid(order, payment, order.Total, what);
                break;
            case OrderStatus.Cancelled or OrderStatus.Rejected:
                if (payment is { Status: PaymentStatus.Completed }) ExpectGivenBack(payment, payment.CapturedAmount, what); // A client had captured it.
                else Expect(payment?.Status is null or PaymentStatus.Declined or PaymentStatus.Voided or PaymentStatus.CaptureFailed, $"It should have cost nothing: {what}");
                sentCount -= deliveredCount; // Came back.
                break;
            default:
                Fail($"It has not ended: {what}");
                break;
        }

        foreach (var line in order.Lines) _goods[line.Sku] -= (long)line.Quantity * sentCount;
    }

    private void ExpectPaid(Order order, Payment? payment, decimal refunded, string what)
    {
        if ((!life.IsShopSteady || life.HasPausedForMonths) && payment?.Status is PaymentStatus.CaptureFailed) return; // Frozen, or sent long after it was to be cancelled.
        if (payment is { Status: PaymentStatus.Voided, Reason: Life.TakenBack }) return; // By hand, when the goods had just left.
        if (life.HasPausedForMonths && payment is { Status: PaymentStatus.Voided, Reason: PaymentReactor.Expired }) return;
        if (payment is not { Status: PaymentStatus.Completed } || (payment.CapturedAmount != order.Total && payment.CapturedAmount != Life.Part)) throw new ModelException($"It should have been paid: {what}");
        var byHand = payment.Refunds.Where(refund => refund.Key.StartsWith(Life.ByHand, StringComparison.Ordinal) && refund.Value.Status is RefundStatus.Completed);
        ExpectGivenBack(payment, Math.Min(refunded + byHand.Sum(refund => refund.Value.Amount), payment.CapturedAmount), what);
    }

    private static void ExpectGivenBack(Payment payment, decimal refunded, string what) =>
        Expect(payment.RefundedAmount == refunded, $"{refunded} should have been given back, not {payment.RefundedAmount}: {what}");

    private void Move(AccountId from, AccountId to, decimal amount)
    {
        _money[from] -= amount;
        _money[to] += amount;
    }

    private static void Expect(bool isTrue, string what)
    {
        if (!isTrue) Fail(what);
    }
}
