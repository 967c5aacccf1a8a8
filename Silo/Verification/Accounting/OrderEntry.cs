using System.Collections.Immutable;
using System.Runtime.InteropServices;
using CommandProcessor.Grains.Interfaces.Orders;
using CommandProcessor.Grains.Interfaces.Shipments;
using CommandProcessor.Grains.Reactors;
using static CommandProcessor.Grains.Interfaces.Orders.OrderEvent;

namespace CommandProcessor.Silo.Verification.Accounting;

/// <summary>An order as its own events tell it, and its shipments.</summary>
internal sealed class OrderEntry(OrderPlaced placed)
{
    private int[]? _returned;

    public string Currency { get; } = placed.Currency;

    /// <summary>How it is paid, if it is carried out by steps of its own.</summary>
    public OrderPayment? Payment { get; } = placed.Payment;

    /// <summary>It is carried out by steps of its own.</summary>
    public bool IsProcess => Payment is not null;

    public ImmutableArray<OrderLine> Lines { get; private set; } = placed.Lines;

    public decimal Total { get; private set; } = placed.Total;

    public OrderStatus Status { get; set; } = OrderStatus.Placed;

    /// <summary>When it got there.</summary>
    public DateTimeOffset Since { get; set; }

    /// <summary>It was confirmed once, whatever became of it.</summary>
    public bool WasConfirmed { get; set; }

    /// <summary>A person has confirmed, shipped, delivered or lost it in its process's place.</summary>
    public bool IsByHand { get; set; }

    public decimal ReturnedAmount { get; private set; }

    /// <summary>Those that its process made, by attempt.</summary>
    public SortedList<int, ShipmentEntry> Shipments { get; } = new(capacity: 1);

    /// <summary>Pieces that are booked for it now.</summary>
    public long Booked { get; set; }

    /// <summary>Its goods got to the customer, whatever came back since.</summary>
    public bool IsDelivered => Status is OrderStatus.Delivered or OrderStatus.Returned;

    public decimal LinesTotal() => Lines.Sum(line => line.Total());

    /// <summary>Pieces of a line, from 1, that came back.</summary>
    public int Returned(int lineNumber) => _returned?[lineNumber - 1] ?? 0;

    public void Amend(OrderAmended amended) => (Lines, Total) = (amended.Lines, amended.Total);

    /// <returns>What is wrong with it, or null.</returns>
    public string? Return(ItemsReturned returned)
    {
        _returned ??= new int[Lines.Length];
        var amount = 0m;
        foreach (var line in returned.Lines)
        {
            if (line.LineNumber < 1 || line.LineNumber > Lines.Length) return $"line {line.LineNumber} came back, of {Lines.Length}";
            amount += line.Quantity * Lines[line.LineNumber - 1].UnitPrice;
            _returned[line.LineNumber - 1] += line.Quantity;
            if (Returned(line.LineNumber) > Lines[line.LineNumber - 1].Quantity) return $"more of line {line.LineNumber} came back than was ordered";
        }

        ReturnedAmount += returned.Amount;
        if (_returned.Zip(Lines).All(line => line.First == line.Second.Quantity)) Status = OrderStatus.Returned;
        return amount == returned.Amount ? null : FormattableString.Invariant($"goods for {amount} came back, {returned.Amount} are to be paid back");
    }

    /// <summary>
    /// By product: what it ordered, as what is to be booked each time that it is sent; what its shipments took along; and what came back of that, as it was
    /// returned, or delivered although the order had ended elsewhere.
    /// </summary>
    public IReadOnlyDictionary<string, PieceFlow> Pieces()
    {
        var pieces = new Dictionary<string, PieceFlow>(Lines.Length, StringComparer.Ordinal);
        for (var index = 0; index < Lines.Length; index++)
        {
            var ofLine = Of(Lines[index].Sku);
            ofLine.Booked += Lines[index].Quantity;
            ofLine.CameBack += Returned(index + 1);
        }

        foreach (var shipment in Shipments.Values.Where(shipment => shipment.IsSent))
        {
            foreach (var line in shipment.Lines)
            {
                Of(line.Sku).Left += line.Quantity;
                if (shipment.Status is ShipmentStatus.Delivered && !IsDelivered) Of(line.Sku).CameBack += line.Quantity;
            }
        }

        return pieces;

        PieceFlow Of(string sku) => CollectionsMarshal.GetValueRefOrAddDefault(pieces, sku, out _) ??= new();
    }

    /// <summary>Whether the goods of that attempt, or of the first before there is a shipment, are to leave yet.</summary>
    public bool AwaitsDispatch(Attempt attempt) => attempt.Number == 1 && Shipments.Count == 0
        ? Status is OrderStatus.Placed or OrderStatus.Confirmed
        : Shipments.GetValueOrDefault(attempt.Number)?.Status is ShipmentStatus.Created;
}
