using CommandProcessor.Grains.Interfaces.Orders;

namespace CommandProcessor.Silo.Verification.Accounting;

/// <summary>Compares how many pieces the products say left for each order and came back from it with what the order and its shipments say.</summary>
internal sealed class StockAudit(StockBook stock, ProcessBook processes, Faults faults)
{
    public void Run()
    {
        foreach (var (name, order) in processes.Orders)
        {
            if (order.IsProcess) Check(name, order);
        }

        foreach (var name in stock.Orders)
            faults.AddUnless(processes.Orders.ContainsKey(name), $"pieces moved in the name of {name}, which there is not");
        var totals = stock.Totals();
        faults.AddUnless(totals.AddsUp, $"{totals} does not add up");
    }

    private void Check(string name, OrderEntry order)
    {
        var (shipped, cameBack) = (stock.ShippedFor(name), stock.CameBackFrom(name));
        faults.AddUnless(shipped == order.Dispatched, $"{name} is {order.Status}: its shipments took {order.Dispatched} pieces along, {shipped} left the shelf");
        var expected = order.Returned + order.DeliveredInVain;
        faults.AddUnless(cameBack == expected, $"{name} is {order.Status}: {expected} pieces came back from it, {cameBack} to the shelf");
    }
}
