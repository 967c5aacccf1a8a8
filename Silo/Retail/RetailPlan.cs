namespace CommandProcessor.Silo.Retail;

/// <summary>Everything that is to happen: what the shop sells, who pays, and each order's life.</summary>
/// <param name="Lives">In the order of their times.</param>
internal sealed record RetailPlan(IReadOnlyList<RetailLife> Lives, IReadOnlyList<RetailProduct> Products, IReadOnlyList<RetailPayer> Payers)
{
    /// <summary>Reads the file to its end: what it asks for is known before anything is sent.</summary>
    /// <exception cref="RetailFileException">The file is not what it should be.</exception>
    public static async Task<RetailPlan> ReadAsync(RetailSource source, CancellationToken cancellationToken)
    {
        var orders = new List<RetailOrder>();
        var cancellations = new List<RetailInvoice>();
        var catalogue = new RetailCatalogue();
        await foreach (var invoice in source.ReadInvoicesAsync(cancellationToken))
        {
            if (RetailOrders.KindOf(invoice) is RetailInvoiceKind.Cancellation) cancellations.Add(invoice);
            if (source.ToOrder(invoice) is not { } order) continue;
            orders.Add(order);
            catalogue.Add(invoice);
        }

        orders = [.. orders.OrderBy(order => order.OrderedAt)];
        var returns = RetailReturns.Match(orders, [.. cancellations.OrderBy(invoice => invoice.First.OrderedAt)], source.Reject);
        var lives = RetailLives.Plan(orders, returns);
        return new(lives, catalogue.Products(lives), PayersOf(lives));
    }

    /// <summary>The part of the plan that its newest orders need. Products and payers are those of the whole plan: what they get is the same for ever.</summary>
    public RetailPlan Take(int orderCountMax)
    {
        if (orderCountMax >= Lives.Count) return this;
        RetailLife[] lives = [.. Lives.TakeLast(orderCountMax)];
        var skus = lives.SelectMany(life => life.Order.Place.Lines).Select(line => line.Sku).ToHashSet(StringComparer.Ordinal);
        var customers = lives.Select(life => life.Order.Id.Customer).ToHashSet(StringComparer.Ordinal);
        return new(lives, [.. Products.Where(product => skus.Contains(product.Sku.Value))], [.. Payers.Where(payer => customers.Contains(payer.Customer))]);
    }

    private static IReadOnlyList<RetailPayer> PayersOf(IReadOnlyList<RetailLife> lives) =>
    [
        .. lives.GroupBy(life => life.Order.Id.Customer).OrderBy(customer => customer.Key, StringComparer.Ordinal).Select(customer => new RetailPayer(
            customer.Key, customer.Where(life => !life.IsDeclined).Sum(life => life.Total), customer.Any(life => life.IsDeclined))),
    ];
}
