using CommandProcessor.Grains.Interfaces.Accounts;
using CommandProcessor.Grains.Interfaces.Orders;
using CommandProcessor.Grains.Interfaces.Payments;
using CommandProcessor.Grains.Interfaces.Shipments;
using CommandProcessor.Grains.Interfaces.Stock;
using CommandProcessor.Grains.Interfaces.Transfers;
using CommandProcessor.Grains.Reactors.Steps;
using CommandProcessor.Grains.Tests.Fixtures;
using Payment = CommandProcessor.Grains.Payments.Payment;
using Shipment = CommandProcessor.Grains.Shipments.Shipment;

namespace CommandProcessor.Grains.Tests.Reactors.Model;

/// <summary>What clients want, in an order that chance decides, and how everything they began is brought to its end.</summary>
internal sealed class Life(World world)
{
    public const string TakenBack = "Taken back.";

    /// <summary>Begins the ids of refunds that no process asks for.</summary>
    public const string ByHand = "by-hand-";

    /// <summary>What people hold and book themselves.</summary>
    public const string Privately = "privately";

    /// <summary>Of a payment, where somebody captures less than all of it.</summary>
    public const decimal Part = 0.5m;

    private const int AttemptCountMax = 20;

    // Beyond each of the times after which something ends by itself.
    private static readonly TimeSpan[] Pauses = [TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(31), TimeSpan.FromHours(25), TimeSpan.FromDays(31), TimeSpan.FromDays(61)];
    private static readonly TimeSpan PausesMax = TimeSpan.FromDays(100);
    private readonly List<OrderId> _orders = [];
    private readonly List<PaymentId> _payments = [];
    private readonly List<TransferId> _transfers = [];
    private TimeSpan _paused;

    public IReadOnlyList<OrderId> Orders => _orders;

    /// <summary>Those that belong to no order that is carried out by steps of its own.</summary>
    public IReadOnlyList<PaymentId> Payments => _payments;

    public IReadOnlyList<TransferId> Transfers => _transfers;

    /// <summary>False if the shop may run out of money or be frozen, so that it can neither take nor give back some payments.</summary>
    public bool IsShopSteady { get; } = world.Random.Next(5) > 0;

    /// <summary>True if the money of an order may have expired before anything was carried out that is due earlier.</summary>
    public bool HasPausedForMonths => _paused >= TimeSpan.FromDays(60);

    public decimal Cash => IsShopSteady ? 5_000m : 0m;

    public IEnumerator<Step> Wishes(int count)
    {
        for (; count > 0; count--) yield return Wish();
    }

    /// <summary>What must be asked so that everything can end.</summary>
    public IEnumerable<Step> Endings(bool dispatches)
    {
        foreach (var order in _orders)
        {
            foreach (var id in ShipmentsOf(order))
            {
                var status = world.Look<Shipment>(id.Aggregate)?.Status;
                if (dispatches && status is ShipmentStatus.Created && Chance(60)) yield return Step.To(id, new ShipmentCommand.DispatchShipment("Post", "T-1"));
                if (status is ShipmentStatus.Dispatched) yield return Step.To(id, new ShipmentCommand.ConfirmDelivery());
                if (dispatches && status is ShipmentStatus.Delivered && Chance(40)) yield return Step.To(order, Return());
            }
        }

        foreach (var payment in _payments)
        {
            if (dispatches && Chance(40) && world.Look<Payment>(payment.Aggregate)?.Status is PaymentStatus.Authorized) yield return Step.To(payment, new PaymentCommand.CapturePayment());
        }
    }

    public static IEnumerable<ShipmentId> ShipmentsOf(OrderId order) =>
        Enumerable.Range(1, AttemptCountMax).Select(number => new ShipmentId(order.Customer, number == 1 ? order.Number : $"{order.Number}~{number}"));

    private Step Wish() => world.Random.Next(100) switch
    {
        < 22 => Place(),
        < 36 => Transfer(),
        < 40 => Pay(),
        < 75 when _orders.Count > 0 => Push(Any(_orders)),
        < 80 when _payments.Count > 0 => Push(Any(_payments)),
        < 86 => Step.To(AnyAccount(), Disturb()),
        < 88 => Tamper(),
        < 94 => Step.To(new Sku(Any(Cast.Skus)), Count()),
        < 97 => Pause(),
        _ => Step.To(AnyAccount(), new AccountCommand.UnfreezeAccount("ok")),
    };

    private Step Place()
    {
        var customer = Any(Cast.Customers);
        var id = new OrderId(customer, $"{_orders.Count + 1}");
        _orders.Add(id);
        var payer = Chance(10) ? Any([Cast.Spare, Cast.Euros, Cast.Nobody]) : Cast.MainOf(Chance(10) ? Any(Cast.Customers) : customer);
        return Step.To(id, new OrderCommand.PlaceOrder("GBP", Cast.Lines(world.Random), SampleOrders.Home, OrderedAt: null, new(payer, Cast.Shop)));
    }

    private Step Transfer()
    {
        var from = Chance(80) ? Cast.MainOf(Any(Cast.Customers)) : AnyAccount();
        var to = Any([.. (Chance(80) ? Cast.Accounts : [Cast.Nobody, Cast.Euros, Cast.Spare]).Where(account => account != from)]);
        var id = new TransferId(from.Owner, $"{_transfers.Count + 1}");
        _transfers.Add(id);
        return Step.To(id, new TransferCommand.TransferMoney(from, to, Amount(), Cast.CurrencyOf(from), "gift"));
    }

    private Step Pay()
    {
        var (customer, payee) = (Any(Cast.Customers), Any([Cast.Shop, Cast.Spare, Cast.Euros, Cast.Nobody]));
        var id = new PaymentId(customer, $"p{_payments.Count + 1}");
        _payments.Add(id);
        var payer = payee == Cast.MainOf(customer) ? Cast.MainOf("cy") : Cast.MainOf(customer);
        return Step.To(id, new PaymentCommand.ProcessPayment(new(new(customer, id.Number), payer, payee, "GBP"), Amount()));
    }

    private Step Push(OrderId order)
    {
        var shipment = ShipmentsOf(order).TakeWhile(id => world.Look<Shipment>(id.Aggregate) is not null).LastOrDefault(ShipmentsOf(order).First());
        var from = world.Look<Shipment>(shipment.Aggregate)?.Status switch { ShipmentStatus.Dispatched => 5, ShipmentStatus.Delivered => 9, _ => 0 };
        return world.Random.Next(from, 12) switch
        {
            < 5 => Step.To(shipment, new ShipmentCommand.DispatchShipment("Post", "T-1")),
            < 7 => Step.To(shipment, new ShipmentCommand.ConfirmDelivery()),
            < 9 => Step.To(shipment, new ShipmentCommand.ReportLoss((LossResolution)world.Random.Next(2), "Fell off a lorry.")),
            < 10 => Step.To(order, new OrderCommand.CancelOrder("Changed my mind.")),
            < 11 => Step.To(order, Return()),
            _ => Step.To(new PaymentId(order.Customer, order.Number), Meddle()),
        };
    }

    /// <summary>What somebody else does to the payment of an order.</summary>
    private PaymentCommand Meddle() => world.Random.Next(5) switch
    {
        < 2 => new PaymentCommand.VoidPayment(TakenBack),
        2 => new PaymentCommand.CapturePayment(),
        3 => new PaymentCommand.CapturePayment(Part),
        _ => new PaymentCommand.RefundPayment($"{ByHand}{world.Random.Next(3)}", world.Random.Next(1, 100) / 100m, "Sorry."),
    };

    private OrderCommand.ReturnItems Return() => new([new(world.Random.Next(1, 3), world.Random.Next(1, 3))], "Broken.");

    private Step Push(PaymentId payment) => Step.To(payment, world.Random.Next(4) switch
    {
        0 => new PaymentCommand.VoidPayment(TakenBack),
        1 => new PaymentCommand.CapturePayment(),
        2 => new PaymentCommand.CapturePayment(Part),
        _ => new PaymentCommand.RefundPayment($"r{world.Random.Next(3)}", world.Random.Next(1, 100) / 100m, "Sorry."),
    });

    private AccountCommand Disturb() => world.Random.Next(8) switch
    {
        0 => new AccountCommand.CloseAccount(),
        1 => new AccountCommand.Deposit(Amount(), "GBP", Cast.Deposited),
        2 => new AccountCommand.Withdraw(Amount(), "GBP", Cast.Deposited),
        3 => new AccountCommand.PlaceHold(Privately, Amount(), "GBP", Soon(), Privately),
        4 => new AccountCommand.CaptureHold(Privately, Chance(50) ? null : Part),
        5 => new AccountCommand.ReleaseHold(Privately),
        _ => new AccountCommand.FreezeAccount("odd"),
    };

    /// <summary>What nobody but a process may ask for.</summary>
    private Step Tamper()
    {
        var (order, transfer, payment) = (Any([new("ada", "1"), .. _orders]), Any([new("ada", "1"), .. _transfers]), Any([new("ada", "1"), .. _payments]));
        return world.Random.Next(9) switch
        {
            0 => Step.To(transfer, new TransferCommand.CompleteTransfer()),
            1 => Step.To(transfer, new TransferCommand.RejectTransfer(999, "Tampered.")),
            2 => Step.To(payment, new PaymentCommand.AuthorizePayment()),
            3 => Step.To(new PaymentId(order.Customer, order.Number), new PaymentCommand.CompletePayment()),
            4 => Step.To(new PaymentId(order.Customer, order.Number), new PaymentCommand.RefundPayment(RefundIds.Lost, Part, "Tampered.")),
            5 => Step.To(order, Any<OrderCommand>([new OrderCommand.MarkLost("Tampered."), new OrderCommand.ConfirmOrder(), new OrderCommand.MarkShipped("None", "T-9")])),
            6 => Step.To(AnyAccount(), new AccountCommand.CaptureHold(transfer.Aggregate.Value)),
            7 => Step.To(AnyAccount(), new AccountCommand.Credit(Part, "GBP", payment.Aggregate.Value, CreditKind.Returned)),
            _ => Step.To(new Sku(Any(Cast.Skus)), new StockCommand.CancelBooking($"{order.Aggregate}: 1")),
        };
    }

    private StockCommand Count() => world.Random.Next(6) switch
    {
        < 2 => CountOrEnd(world.Random.Next(15)),
        2 => new StockCommand.BookStock(Privately + world.Random.Next(2), world.Random.Next(1, 3), Soon()),
        3 => Chance(50) ? new StockCommand.CancelBooking(Privately + world.Random.Next(2)) : new StockCommand.ShipBooking(Privately + world.Random.Next(2)),
        _ => new StockCommand.ReceiveStock(world.Random.Next(1, 5), Cast.Supplied),
    };

    private DateTimeOffset Soon() => world.Clock.Now.AddDays(world.Random.Next(1, 40));

    private static StockCommand CountOrEnd(int count) =>
        count == 0 ? new StockCommand.DiscontinueProduct("Out of fashion.") : new StockCommand.CountStock(count, "Somebody counted.");

    private Step Pause()
    {
        var pause = Any(Pauses);
        if (_paused + pause <= PausesMax)
        {
            _paused += pause;
            world.Clock.Advance(pause);
        }

        return Transfer();
    }

    private AccountId AnyAccount() =>
        !IsShopSteady && Chance(40) ? Cast.Shop : Any([.. Cast.Accounts.Where(account => account != Cast.Shop)]);

    private decimal Amount() => world.Random.Next(1, 6_000) / 100m;

    private bool Chance(int percent) => world.Random.Next(100) < percent;

    private T Any<T>(IReadOnlyList<T> items) => items[world.Random.Next(items.Count)];
}
