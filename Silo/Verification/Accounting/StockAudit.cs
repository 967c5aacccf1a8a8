using System.Runtime.InteropServices;

namespace CommandProcessor.Silo.Verification.Accounting;

/// <summary>
/// Compares what the products say was booked for each order, left for it and came back from it, product by product, with what the order's lines and its
/// shipments say; and what is on each shelf, by the product's own rules, with what suppliers, orders and counts brought and took.
/// </summary>
internal sealed class StockAudit(StockBook stock, ProcessBook processes, Faults faults)
{
    private readonly Dictionary<string, PieceFlow> _byProduct = new(StringComparer.Ordinal);

    public StockTotals Run()
    {
        foreach (var (name, order) in processes.Orders)
        {
            if (order.IsProcess) Check(name, order);
        }

        foreach (var (pieces, flow) in stock.Flows)
        {
            if (!flow.IsKnown) CheckUnknown(pieces, flow);
        }

        foreach (var product in stock.Products.Values) CheckShelf(product);
        var totals = Totals();
        faults.AddUnless(totals.AddsUp, $"{totals} does not add up");
        return totals;
    }

    private void Check(string name, OrderEntry order)
    {
        foreach (var (sku, said) in order.Pieces())
        {
            var moved = stock.Flows.GetValueOrDefault(new(name, sku)) ?? new();
            moved.IsKnown = true;
            var bookedMax = said.Booked * Math.Max(1, order.Shipments.Count);
            faults.AddUnless(
                moved.Booked <= bookedMax && (moved.Booked >= said.Booked || !order.WasConfirmed || order.IsByHand),
                $"{name} is {order.Status}: of {sku} it ordered {said.Booked}, sent {order.Shipments.Count} times; {moved.Booked} were booked");
            faults.AddUnless(moved.Left == said.Left, $"{name} is {order.Status}: its shipments took {said.Left} of {sku} along, {moved.Left} left the shelf");
            faults.AddUnless(moved.CameBack == said.CameBack, $"{name} is {order.Status}: {said.CameBack} of {sku} came back from it, {moved.CameBack} to the shelf");
            Tell(sku, said);
        }
    }

    private void CheckUnknown(OrderedProduct pieces, PieceFlow flow)
    {
        var order = processes.Orders.GetValueOrDefault(pieces.Order);
        if (order is null) faults.Add($"pieces of {pieces.Sku} moved in the name of {pieces.Order}, which there is not");
        else if (order.IsProcess) faults.Add($"pieces of {pieces.Sku} moved in the name of {pieces.Order}, which has not ordered any");
        else Tell(pieces.Sku, flow); // Whoever carries it out has no other book.
    }

    private void CheckShelf(StockEntry product)
    {
        var said = _byProduct.GetValueOrDefault(product.Sku) ?? new();
        var left = said.Left + product.LeftElsewhere;
        faults.AddUnless(
            product.Item.OnHand == product.Received + said.CameBack + product.Counted - left,
            $"product {product.Sku} has {product.Item.OnHand} on hand; {product.Received} received, {said.CameBack} come back, {product.Counted} more by counts and {left} shipped make something else");
    }

    private StockTotals Totals()
    {
        var products = stock.Products.Values;
        return new(
            stock.Products.Count,
            products.Sum(product => product.Received),
            _byProduct.Values.Sum(said => said.CameBack),
            products.Sum(product => product.Counted),
            _byProduct.Values.Sum(said => said.Left) + products.Sum(product => product.LeftElsewhere),
            products.Sum(product => product.Item.OnHand),
            products.Sum(product => product.Item.Booked));
    }

    private void Tell(string sku, PieceFlow said)
    {
        var sum = CollectionsMarshal.GetValueRefOrAddDefault(_byProduct, sku, out _) ??= new();
        sum.Left += said.Left;
        sum.CameBack += said.CameBack;
    }
}
