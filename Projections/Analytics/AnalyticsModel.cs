using System.Globalization;
using CommandProcessor.Grains.Interfaces.Analytics;
using CommandProcessor.Grains.Interfaces.Orders;
using CommandProcessor.Projections.Partitions;

namespace CommandProcessor.Projections.Analytics;

/// <summary>What the dashboard knows of a partition.</summary>
/// <remarks>
/// Bounds, by <see cref="AnalyticsLimits"/>: 1,440 minutes, 1,440 hours, 1,100 days; 300 countries; 50,000 names of products (really the catalogue);
/// 3,500 buckets of times for each of three stages; open orders, and 2,000 delivered ones beside them (about 2 KB each with 20 lines). The catalogue
/// has a row for each product of the partition, and there is one row for each customer who ever ordered: 250 bytes, so 16 MB in each of 16 partitions
/// for a million customers. No row is larger than an order's lines or, of sales, than the currencies in use.
/// </remarks>
public sealed class AnalyticsModel : PartitionModel
{
    private const string TheOne = "all";

    private readonly ModelTable<SalesRow> _totals;
    private readonly ModelTable<SalesRow> _customers;
    private readonly ModelTable<TrackedOrder> _orders;
    private readonly ModelTable<DeliveredOrder> _delivered;
    private readonly ModelTable<StageRow> _stages;
    private readonly ModelTable<DurationRow> _durations;
    private readonly ModelTable<CatalogueRow> _catalogue;
    private readonly ModelTable<Tally> _tally;

    public AnalyticsModel()
    {
        var newest = Table("newest", AnalyticsJson.Default.NewestTime);
        _totals = Sales("totals");
        Minutes = new(Sales("minutes"), newest, TimeSpan.FromMinutes(1), AnalyticsLimits.MinuteCountMax);
        Hours = new(Sales("hours"), newest, TimeSpan.FromHours(1), AnalyticsLimits.HourCountMax);
        Days = new(Sales("days"), newest, TimeSpan.FromDays(1), AnalyticsLimits.DayCountMax);
        Countries = new(Sales("countries"), AnalyticsLimits.CountryCountMax);
        Products = new(Sales("products"), AnalyticsLimits.ProductCountMax);
        _customers = Sales("customers");
        _orders = Table("orders", AnalyticsJson.Default.TrackedOrder);
        _delivered = Table("delivered", AnalyticsJson.Default.DeliveredOrder);
        _stages = Table("stages", AnalyticsJson.Default.StageRow);
        _durations = Table("durations", AnalyticsJson.Default.DurationRow);
        _catalogue = Table("catalogue", AnalyticsJson.Default.CatalogueRow);
        _tally = Table("tally", AnalyticsJson.Default.Tally);
    }

    public SalesWindow Minutes { get; }

    public SalesWindow Hours { get; }

    public SalesWindow Days { get; }

    public SalesTable Countries { get; }

    /// <summary>By SKU.</summary>
    public SalesTable Products { get; }

    public SalesRow Totals => _totals.Find(TheOne) ?? SalesRow.Empty;

    public IReadOnlyDictionary<string, SalesRow> Customers => _customers.Rows;

    public IReadOnlyDictionary<string, StageRow> Stages => _stages.Rows;

    public IReadOnlyDictionary<string, DurationRow> Durations => _durations.Rows;

    public IReadOnlyDictionary<string, CatalogueRow> Catalogue => _catalogue.Rows;

    public Tally Tally => _tally.Find(TheOne) ?? Tally.Zero;

    /// <summary>Orders that are not over, and the newest that are delivered.</summary>
    public int OrderCount => _orders.Count;

    internal TrackedOrder? FindOrder(string order) => _orders.Find(order);

    internal void Keep(string order, TrackedOrder tracked) => _orders.Set(order, tracked);

    internal void Forget(string order) => _orders.Remove(order);

    internal void Register(CatalogueRow product) => _catalogue.Set(product.Sku, product);

    internal void Count(Tally change) => _tally.Set(TheOne, Tally.Plus(change));

    /// <summary>An order is sold, less or more of it: counted under everything that it belongs to but its products.</summary>
    internal void Add(TrackedOrder order, Sales change)
    {
        _totals.Set(TheOne, Totals.With(change));
        Minutes.Add(order.OrderedAt, change);
        Hours.Add(order.OrderedAt, change);
        Days.Add(order.OrderedAt, change);
        Countries.Add(order.Country, change);
        var before = _customers.Find(order.Customer) ?? SalesRow.Empty;
        var customer = before.With(change);
        _customers.Set(order.Customer, customer);
        if (customer.OrderCount() != before.OrderCount()) CountCustomer(before.OrderCount(), customer.OrderCount());
    }

    /// <summary>An order has come to a stage.</summary>
    internal void Reach(OrderStatus stage, long milliseconds)
    {
        var name = stage.ToString();
        var before = _stages.Find(name) ?? new(stage, 0, 0);
        _stages.Set(name, before with { OrderCount = before.OrderCount + 1, TotalMs = before.TotalMs + milliseconds });
        if (stage is not (OrderStatus.Confirmed or OrderStatus.Shipped or OrderStatus.Delivered)) return;

        var bucket = Analytics.Durations.BucketOf(milliseconds);
        var key = string.Create(CultureInfo.InvariantCulture, $"{name}/{bucket}");
        var sofar = _durations.Find(key) ?? new(stage, bucket, 0);
        _durations.Set(key, sofar with { OrderCount = sofar.OrderCount + 1 });
    }

    /// <summary>The order stays until so many newer ones are delivered.</summary>
    internal void Deliver(string order)
    {
        var number = Tally.DeliveredCount;
        Count(Tally.Zero with { DeliveredCount = 1 });
        _delivered.Set(DeliveredKey(number), new(order));
        var oldest = DeliveredKey(number - AnalyticsLimits.DeliveredCountMax);
        if (!_delivered.TryFind(oldest, out var forgotten)) return;
        _delivered.Remove(oldest);
        _orders.Remove(forgotten.Order);
    }

    private ModelTable<SalesRow> Sales(string name) => Table(name, AnalyticsJson.Default.SalesRow);

    /// <summary>Amending an order takes it away and places it anew, with no change between.</summary>
    private void CountCustomer(long before, long after) => Count(Tally.Zero with
    {
        CustomerCount = (after > 0 ? 1 : 0) - (before > 0 ? 1 : 0),
        ReturningCustomerCount = (after > 1 ? 1 : 0) - (before > 1 ? 1 : 0),
    });

    private static string DeliveredKey(long number) => number.ToString(CultureInfo.InvariantCulture);
}
