using System.Runtime.InteropServices;
using CommandProcessor.Grains.Interfaces.Analytics;

namespace CommandProcessor.Projections.Analytics;

/// <summary>Adds up, name by name, what many partitions sold in one currency: tens of thousands of rows, so nothing is made on the way.</summary>
internal sealed class SalesSums(string currency)
{
    private readonly Dictionary<string, Sum> _sums = new(StringComparer.Ordinal);

    public void Add(ReadOnlySpan<NamedSales> rows)
    {
        foreach (ref readonly var row in rows) CollectionsMarshal.GetValueRefOrAddDefault(_sums, row.Name, out _).Add(row.Sales);
    }

    /// <summary>What the same sums come to under other names.</summary>
    public SalesSums By(Func<string, string> nameOf)
    {
        var others = new SalesSums(currency);
        foreach (var (name, sum) in _sums) CollectionsMarshal.GetValueRefOrAddDefault(others._sums, nameOf(name), out _).Add(sum.ToSales(currency));
        return others;
    }

    public IEnumerable<NamedSales> Rows() => _sums.Select(sum => new NamedSales(sum.Key, sum.Value.ToSales(currency)));

    private struct Sum
    {
        private long _orderCount;
        private long _pieceCount;
        private decimal _ordered;
        private decimal _calledOff;
        private decimal _returned;

        public void Add(Sales sales)
        {
            _orderCount += sales.OrderCount;
            _pieceCount += sales.PieceCount;
            _ordered += sales.Ordered;
            _calledOff += sales.CalledOff;
            _returned += sales.Returned;
        }

        public readonly Sales ToSales(string currency) => new(currency, _orderCount, _pieceCount, _ordered, _calledOff, _returned);
    }
}
