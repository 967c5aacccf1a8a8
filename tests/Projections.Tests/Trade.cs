using CommandProcessor.Grains.Interfaces.Accounts;
using CommandProcessor.Grains.Interfaces.Addresses;
using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Interfaces.Money;
using CommandProcessor.Grains.Interfaces.Orders;
using CommandProcessor.Grains.Interfaces.Payments;
using CommandProcessor.Grains.Interfaces.Stock;
using CommandProcessor.Grains.Interfaces.Transfers;

namespace CommandProcessor.Projections.Tests;

/// <summary>
/// A random history of a shop and a bank, as their processes would write it: orders that are paid, shipped, lost, returned and refunded, transfers, cash,
/// and every way in which these fail. Many of them go on at once; in the end all are over.
/// </summary>
internal sealed class Trade(int seed)
{
    private const int AtOnce = 12;
    private static readonly string[] Currencies = ["GBP", "EUR", "JPY"];
    private static readonly string[] ExtremeCurrencies = ["GBP", "KWD", "JPY"];
    private static readonly DateTimeOffset[] ExtremeTimes =
    [
        default, new(1, 1, 1, 14, 0, 0, TimeSpan.FromHours(14)), DateTimeOffset.MinValue.AddMinutes(61), new(4, 2, 29, 23, 59, 59, TimeSpan.FromHours(-12)),
        new(1752, 9, 2, 0, 0, 0, TimeSpan.Zero), DateTimeOffset.UnixEpoch, Sample.Day, Sample.Day.AddDays(1), DateTimeOffset.MaxValue.AddDays(-10), DateTimeOffset.MaxValue,
    ];
    private static readonly string[] Countries = ["United Kingdom", "France", "Eire", "Norway"];
    private static readonly string[] Categories = ["Bags", "Lights", "Kitchen"];
    private readonly Random _random = new(seed);
    private readonly List<RecordedEvent> _events = [];
    private readonly Dictionary<AggregateId, long> _versions = [];
    private DateTimeOffset _now = Sample.Day;
    private int _number;

    public int CustomerCount { get; init; } = 20;

    public int ProductCount { get; init; } = 12;

    /// <summary>How much later each event is than the one before, at most.</summary>
    public TimeSpan StepMax { get; init; } = TimeSpan.FromMinutes(40);

    /// <summary>All that can be extreme is: times from the first moment to the last, amounts from the smallest to the largest that is allowed, stock as much.</summary>
    public bool IsExtreme { get; init; }

    /// <summary>In the order in which they were written; partition and position are for <see cref="PartitionFolds"/> to give.</summary>
    public IReadOnlyList<RecordedEvent> Run(int processCount)
    {
        foreach (var written in Catalogue()) Write(written);
        var running = new List<IEnumerator<Written>>();
        for (var started = 0; started < processCount || running.Count > 0;)
        {
            if (started < processCount && running.Count < AtOnce)
            {
                running.Add(Process().GetEnumerator());
                started++;
                continue;
            }

            var at = _random.Next(running.Count);
            _now = IsExtreme ? AnyTime() : _now + StepMax * _random.NextDouble();
            if (running[at].MoveNext()) Write(running[at].Current);
            else running.RemoveAt(at);
        }

        return _events;
    }

    private IEnumerable<Written> Process() => _random.Next(IsExtreme ? 12 : 10) switch
    {
        > 9 => Stock(),
        0 => Cash(),
        1 or 2 => Transfer(),
        _ => Order(),
    };

    private IEnumerable<Written> Catalogue()
    {
        for (var number = 0; number < ProductCount; number++)
        {
            var sku = new Sku($"P{number}");
            yield return new(sku.PartitionKey, sku.Aggregate, StockEventCodec.Instance.Encode(
                new StockEvent.ProductRegistered($"Product {number}", Categories[number % Categories.Length], 2m, "GBP", _now)));
        }

        if (!IsExtreme) yield break;
        string[] shops = ["shop-0", "shop-1"];
        var accounts = Enumerable.Range(0, CustomerCount).Select(number => new AccountId($"c{number}", "main")).Concat(shops.Select(shop => new AccountId(shop, "till")));
        foreach (var account in accounts) yield return Of(account, new AccountEvent.AccountOpened("GBP", MoneyLimits.BalanceMax, AnyTime()));
    }

    private IEnumerable<Written> Stock()
    {
        var sku = new Sku($"P{_random.Next(ProductCount)}");
        var booking = $"b{_number++}";
        yield return Of(sku, new StockEvent.StockReceived(StockLimits.ReceivedQuantityMax, "PO", _now));
        yield return Of(sku, new StockEvent.PriceChanged(_random.Next(2) == 0 ? 0.001m : StockLimits.PriceMax, "KWD", _now));
        yield return Of(sku, new StockEvent.ReorderLevelSet(StockLimits.OnHandMax, _now));
        yield return Of(sku, new StockEvent.StockBooked(booking, StockLimits.BookedQuantityMax, After(1), _now));
        yield return _random.Next(4) switch
        {
            0 => Of(sku, new StockEvent.BookingShipped(booking, StockLimits.BookedQuantityMax, _now)),
            1 => Of(sku, new StockEvent.BookingExpired(booking, StockLimits.BookedQuantityMax, _now)),
            2 => Of(sku, new StockEvent.BookingCancelled(booking, StockLimits.BookedQuantityMax, _now)),
            _ => Of(sku, new StockEvent.StockLeftUnbooked(booking, StockLimits.BookedQuantityMax, StockLimits.BookedQuantityMax, _now)),
        };
        yield return Of(sku, new StockEvent.StockCounted(_random.Next(2) == 0 ? 0 : StockLimits.OnHandMax, -StockLimits.OnHandMax, "inventory", _now));
        if (_random.Next(9) == 0) yield return Of(sku, new StockEvent.ProductDiscontinued("out of fashion", _now));
    }

    private IEnumerable<Written> Cash()
    {
        var (account, currency) = (AnyAccount(), AnyCurrency());
        var amount = AnyAmount(currency);
        yield return Of(account, new AccountEvent.MoneyDeposited(amount, currency, "cash", _now));
        if (_random.Next(2) == 0) yield return Of(account, new AccountEvent.MoneyWithdrawn(amount / 4, currency, "cash", _now));
        if (_random.Next(3) == 0) yield return Of(account, new AccountEvent.MoneyCredited(amount, currency, "salary", CreditKind.Plain, _now));
        if (_random.Next(3) > 0) yield break;
        var hold = $"deposit-{_number++}";
        yield return Of(account, new AccountEvent.HoldPlaced(hold, amount, currency, After(1), "car hire", _now));
        yield return _random.Next(2) == 0
            ? Of(account, new AccountEvent.HoldExpired(hold, amount, currency, "car hire", _now))
            : Of(account, new AccountEvent.HoldCaptured(hold, amount / 2, amount - amount / 2, currency, "car hire", _now));
    }

    private IEnumerable<Written> Transfer()
    {
        var (from, to, currency) = (AnyAccount(), AnyAccount(), AnyCurrency());
        var amount = AnyAmount(currency);
        var id = new TransferId(from.Owner, $"{_number++}");
        var name = id.Aggregate.Value;
        yield return Of(id, new TransferEvent.TransferRequested(from, to, amount, currency, "gift", _now));
        if (_random.Next(6) == 0)
        {
            yield return Of(from, new AccountEvent.HoldDeclined(name, amount, currency, name, 223, "Too much.", _now));
            yield return Of(id, new TransferEvent.TransferRejected(223, "Too much.", _now));
            yield break;
        }

        yield return Of(from, new AccountEvent.HoldPlaced(name, amount, currency, After(1), name, _now));
        yield return Of(from, new AccountEvent.HoldCaptured(name, amount, 0, currency, name, _now));
        if (_random.Next(4) > 0)
        {
            yield return Of(to, new AccountEvent.MoneyCredited(amount, currency, name, CreditKind.Sent, _now));
            yield return Of(id, new TransferEvent.TransferCompleted(_now));
            yield break;
        }

        yield return Of(to, new AccountEvent.CreditDeclined(amount, currency, name, from, 9, "closed", _now));
        yield return Of(from, new AccountEvent.MoneyCredited(amount, currency, name, CreditKind.Returned, _now));
        yield return Of(id, new TransferEvent.TransferRejected(9, "closed", _now));
    }

    private IEnumerable<Written> Order()
    {
        var order = new OrderId(AnyCustomer(), $"{_number++}");
        var terms = new PaymentTerms(order, new(order.Customer, "main"), new($"shop-{_random.Next(2)}", "till"), AnyCurrency());
        var payment = new OrderPayment(terms.Payer, terms.Payee);
        OrderLine[] lines = [AnyLine(terms.Currency), AnyLine(terms.Currency)];
        var total = lines.Sum(line => line.Total());
        yield return Of(order, new OrderEvent.OrderPlaced(terms.Currency, [.. lines], AnyShipTo(), total, IsExtreme ? AnyTime() : _now.AddMinutes(-_random.Next(600)),
            _random.Next(5) == 0 ? null : payment));
        if (_random.Next(8) == 0)
        {
            lines = [AnyLine(terms.Currency)];
            total = lines.Sum(line => line.Total());
            yield return Of(order, new OrderEvent.OrderAmended([.. lines], AnyShipTo(), total, _now));
        }

        if (_random.Next(12) == 0)
        {
            yield return Of(order, new OrderEvent.OrderRejected("out of stock", _now, payment));
            yield break;
        }

        var paying = new PaymentId(order.Customer, order.Number);
        var name = paying.Aggregate.Value;
        yield return Of(paying, new PaymentEvent.PaymentRequested(terms, total, _now));
        if (_random.Next(12) == 0)
        {
            yield return Of(paying, new PaymentEvent.PaymentDeclined(terms, 5, "no money", _now));
            yield return Of(order, new OrderEvent.OrderRejected("no money", _now, payment));
            yield break;
        }

        yield return Of(terms.Payer, new AccountEvent.HoldPlaced(name, total, terms.Currency, After(9), name, _now));
        yield return Of(paying, new PaymentEvent.PaymentAuthorized(terms, total, _now));
        yield return Of(order, new OrderEvent.OrderConfirmed(_now, payment));
        if (_random.Next(10) == 0)
        {
            yield return Of(order, new OrderEvent.OrderCancelled("changed my mind", _now, payment));
            yield return Of(paying, new PaymentEvent.PaymentVoided(terms, "changed my mind", _now));
            yield return Of(terms.Payer, new AccountEvent.HoldReleased(name, total, terms.Currency, name, _now));
            yield break;
        }

        yield return Of(order, new OrderEvent.OrderShipped("DHL", $"JD{order.Number}", _now));
        var captured = _random.Next(6) == 0 ? total / 2 : total;
        var isPaid = _random.Next(8) > 0;
        foreach (var written in Capture(paying, terms, total, captured, isPaid)) yield return written;
        if (_random.Next(10) == 0)
        {
            yield return Of(order, new OrderEvent.OrderLost("fell off a lorry", _now));
            if (!isPaid) yield break;
            foreach (var written in Refund(paying, terms, "lost", captured)) yield return written;
            yield break;
        }

        yield return Of(order, new OrderEvent.OrderDelivered(_now));
        if (_random.Next(3) > 0) yield break;
        yield return Of(order, new OrderEvent.ItemsReturned([new(1, 1)], lines[0].UnitPrice, "broken", _now, payment));
        if (isPaid)
            foreach (var written in Refund(paying, terms, "return-1", captured / 4)) yield return written;
        if (_random.Next(2) == 0) yield break;
        var rest = lines.Select((line, at) => new ReturnedLine(at + 1, at == 0 ? line.Quantity - 1 : line.Quantity)).Where(line => line.Quantity > 0);
        yield return Of(order, new OrderEvent.ItemsReturned([.. rest], total - lines[0].UnitPrice, "all of it", _now, payment));
    }

    private IEnumerable<Written> Capture(PaymentId paying, PaymentTerms terms, decimal held, decimal captured, bool isPaid)
    {
        var name = paying.Aggregate.Value;
        yield return Of(paying, new PaymentEvent.PaymentCaptureRequested(terms, captured, _now));
        if (!isPaid && _random.Next(2) == 0)
        {
            yield return Of(terms.Payer, new AccountEvent.HoldExpired(name, held, terms.Currency, name, _now));
            yield return Of(paying, new PaymentEvent.PaymentCaptureFailed(terms, 7, "no such hold", _now));
            yield break;
        }

        yield return Of(terms.Payer, new AccountEvent.HoldCaptured(name, captured, held - captured, terms.Currency, name, _now));
        if (isPaid)
        {
            yield return Of(terms.Payee, new AccountEvent.MoneyCredited(captured, terms.Currency, name, CreditKind.Sent, _now));
            yield return Of(paying, new PaymentEvent.PaymentCompleted(terms, captured, _now));
            yield break;
        }

        yield return Of(terms.Payee, new AccountEvent.CreditDeclined(captured, terms.Currency, name, terms.Payer, 9, "frozen", _now));
        yield return Of(terms.Payer, new AccountEvent.MoneyCredited(captured, terms.Currency, name, CreditKind.Returned, _now));
        yield return Of(paying, new PaymentEvent.PaymentCaptureFailed(terms, 9, "frozen", _now));
    }

    private IEnumerable<Written> Refund(PaymentId paying, PaymentTerms terms, string refundId, decimal amount)
    {
        var name = $"{paying.Aggregate}: {refundId}";
        yield return Of(paying, new PaymentEvent.RefundRequested(terms, refundId, amount, "sorry", _now));
        if (_random.Next(6) == 0)
        {
            yield return Of(paying, new PaymentEvent.RefundFailed(terms, refundId, amount, 5, "no money", _now));
            yield break;
        }

        yield return Of(terms.Payee, new AccountEvent.HoldPlaced(name, amount, terms.Currency, After(1), name, _now));
        yield return Of(terms.Payee, new AccountEvent.HoldCaptured(name, amount, 0, terms.Currency, name, _now));
        yield return Of(terms.Payer, new AccountEvent.MoneyCredited(amount, terms.Currency, name, CreditKind.Returned, _now));
        yield return Of(paying, new PaymentEvent.RefundCompleted(terms, refundId, amount, _now));
    }

    private void Write(Written written)
    {
        var version = _versions[written.Aggregate] = _versions.GetValueOrDefault(written.Aggregate) + 1;
        _events.Add(new()
        {
            Partition = 0,
            Position = 1,
            Previous = 0,
            Key = written.Key,
            Aggregate = written.Aggregate,
            Version = version,
            Type = written.Data.Type,
            SchemaVersion = written.Data.SchemaVersion,
            Context = new() { CommandId = CommandId.New(TimeProvider.System), CorrelationId = Guid.Empty, Principal = "test" },
            RecordedAt = _now,
            Body = written.Data.Body,
            Hash = ReadOnlyMemory<byte>.Empty,
        });
    }

    private string AnyCustomer() => $"c{_random.Next(CustomerCount)}";

    private AccountId AnyAccount() => new(AnyCustomer(), "main");

    private string AnyCurrency() => IsExtreme ? ExtremeCurrencies[_random.Next(ExtremeCurrencies.Length)] : Currencies[_random.Next(Currencies.Length)];

    private decimal AnyAmount(string currency) => !IsExtreme ? _random.Next(1, 500) * 4 : _random.Next(2) == 0 ? 4 * Least(currency) : MoneyLimits.AmountMax;

    private OrderLine AnyLine(string currency) => !IsExtreme
        ? new($"P{_random.Next(ProductCount)}", _random.Next(1, 6), _random.Next(1, 50) * 4)
        : new($"P{_random.Next(ProductCount)}", _random.Next(2) == 0 ? 1 : OrderLimits.QuantityMax, _random.Next(2) == 0 ? 4 * Least(currency) : OrderLimits.UnitPriceMax);

    private static decimal Least(string currency) => new(1, 0, 0, isNegative: false, (byte)(Currency.DecimalsOf(currency) ?? 0));

    private DateTimeOffset AnyTime() => ExtremeTimes[_random.Next(ExtremeTimes.Length)];

    private DateTimeOffset After(int days) => DateTimeOffset.MaxValue - _now > TimeSpan.FromDays(days) ? _now.AddDays(days) : DateTimeOffset.MaxValue;

    private ShipTo AnyShipTo() => new("Ada", "1 Mill Lane", Countries[_random.Next(Countries.Length)]);

    private static Written Of(AccountId id, AccountEvent happened) => new(id.PartitionKey, id.Aggregate, AccountEventCodec.Instance.Encode(happened));

    private static Written Of(Sku id, StockEvent happened) => new(id.PartitionKey, id.Aggregate, StockEventCodec.Instance.Encode(happened));

    private static Written Of(TransferId id, TransferEvent happened) => new(id.PartitionKey, id.Aggregate, TransferEventCodec.Instance.Encode(happened));

    private static Written Of(OrderId id, OrderEvent happened) => new(id.PartitionKey, id.Aggregate, OrderEventCodec.Instance.Encode(happened));

    private static Written Of(PaymentId id, PaymentEvent happened) => new(id.PartitionKey, id.Aggregate, PaymentEventCodec.Instance.Encode(happened));

    private readonly record struct Written(PartitionKey Key, AggregateId Aggregate, EventData Data);
}
