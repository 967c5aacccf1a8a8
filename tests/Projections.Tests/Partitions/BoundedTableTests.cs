using System.Text.Json.Serialization;
using CommandProcessor.Projections.Partitions;

namespace CommandProcessor.Projections.Tests.Partitions;

public sealed class BoundedTableTests
{
    [Fact]
    public void There_are_never_more_rows_than_allowed()
    {
        var model = new Model(countMax: 10);

        for (var at = 1; at <= 1_000; at++) model.Rows.Set($"k{at}", new(at));

        Assert.Equal(10, model.Rows.Rows.Count);
    }

    [Fact]
    public void What_is_busy_stays()
    {
        var model = new Model(countMax: 8);

        for (var at = 1; at <= 1_000; at++)
        {
            model.Rows.Set("busy", new(at));
            model.Rows.Set($"k{at}", new(at));
        }

        Assert.Equal(1_000, model.Rows.Find("busy")?.At);
    }

    [Fact]
    public void The_same_rows_stay_in_every_fold()
    {
        var (one, other) = (new Model(countMax: 20), new Model(countMax: 20));

        foreach (var model in (Model[])[one, other])
        {
            for (var at = 1; at <= 500; at++) model.Rows.Set($"k{at * 7919 % 101}", new(at));
        }

        Assert.Equal(one.Stored(), other.Stored());
    }

    [Fact]
    public void A_smaller_bound_holds_for_what_comes_after()
    {
        var model = new Model(countMax: 10);
        for (var at = 1; at <= 10; at++) model.Rows.Set($"k{at}", new(at));
        var smaller = model.WithCountMax(8);

        for (var at = 11; at <= 100; at++) smaller.Set($"k{at}", new(at));

        Assert.Equal(10, smaller.Rows.Count);
    }

    internal sealed record Row(long At);

    private sealed class Model : PartitionModel
    {
        private readonly ModelTable<Row> _rows;
        private readonly ModelTable<BoundedPlace> _places;

        public Model(int countMax)
        {
            _rows = Table("rows", BoundedTableJson.Default.Row);
            _places = Table("places", BoundedTableJson.Default.BoundedPlace);
            Rows = WithCountMax(countMax);
        }

        public BoundedTable<Row> Rows { get; }

        public BoundedTable<Row> WithCountMax(int countMax) => new(_rows, _places, countMax, row => row.At);
    }
}

[JsonSerializable(typeof(BoundedTableTests.Row))]
[JsonSerializable(typeof(BoundedPlace))]
internal sealed partial class BoundedTableJson : JsonSerializerContext;
