using System.Text.Json;
using CommandProcessor.Grains.Interfaces.Accounts;
using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Interfaces.FraudAlerts;
using CommandProcessor.Grains.Interfaces.Orders;
using CommandProcessor.Grains.Interfaces.Payments;
using CommandProcessor.Grains.Interfaces.Shipments;
using CommandProcessor.Grains.Interfaces.Stock;
using CommandProcessor.Grains.Interfaces.Transfers;

namespace CommandProcessor.Grains.Interfaces.Tests.Events;

public sealed class IdentityTests
{
    [Fact]
    public void An_id_of_every_kind_is_its_text_and_carries_its_partition_key()
    {
        AssertIs(new OrderId("Ünï 😀", "1"), "Ünï 😀/1", "order/Ünï 😀/1", "customer/Ünï 😀");
        AssertIs(new AccountId("17850", "main"), "17850/main", "account/17850/main", "customer/17850");
        AssertIs(new PaymentId("17850", "1"), "17850/1", "payment/17850/1", "customer/17850");
        AssertIs(new ShipmentId("17850", "1"), "17850/1", "shipment/17850/1", "customer/17850");
        AssertIs(new TransferId("17850", "1"), "17850/1", "transfer/17850/1", "customer/17850");
        AssertIs(new FraudAlertId("17850", "velocity-5"), "17850/velocity-5", "fraud-alert/17850/velocity-5", "customer/17850");
        AssertIs(new Sku("85123A"), "85123A", "stock/85123A", "sku/85123A");
    }

    [Theory]
    [InlineData("")]
    [InlineData("/1")]
    [InlineData("1/")]
    [InlineData("1/2/3")]
    [InlineData("a\u0007/1")]
    [InlineData(" a/1")]
    public void What_is_no_id_of_any_kind_is_not_parsed(string text)
    {
        Assert.Throws<FormatException>(() => OrderId.Parse(text));
        Assert.Throws<FormatException>(() => AccountId.Parse(text));
        Assert.Throws<FormatException>(() => PaymentId.Parse(text));
        Assert.Throws<FormatException>(() => ShipmentId.Parse(text));
        Assert.Throws<FormatException>(() => TransferId.Parse(text));
        Assert.Throws<FormatException>(() => FraudAlertId.Parse(text));
        Assert.Throws<FormatException>(() => Sku.Parse(text));
    }

    [Theory]
    [InlineData("")]
    [InlineData("payment")]
    [InlineData("payments/17850/1")]
    [InlineData("transfer/17850/1")]
    [InlineData("17850/1")]
    public void What_is_no_payment_names_none(string text) => Assert.False(AggregateId.Names(text, out PaymentId _));

    [Theory]
    [InlineData("payment/")]
    [InlineData("payment/17850")]
    public void A_payment_without_its_key_is_an_error(string text) =>
        Assert.Throws<FormatException>(() => AggregateId.Names(text, out PaymentId _));

    [Theory]
    [InlineData("")]
    [InlineData("a/b")]
    [InlineData("a\nb")]
    [InlineData(null)]
    public void A_part_that_is_no_identifier_makes_no_id(string? part)
    {
        Assert.Throws<ArgumentException>(() => new AccountId(part!, "1")); // Callers without nullable checks pass null, here and below.
        Assert.Throws<ArgumentException>(() => new AccountId("1", part!));
        Assert.Throws<ArgumentException>(() => new OrderId("1", part!));
        Assert.Throws<ArgumentException>(() => new PaymentId(part!, "1"));
        Assert.Throws<ArgumentException>(() => new ShipmentId("1", part!));
        Assert.Throws<ArgumentException>(() => new TransferId(part!, "1"));
        Assert.Throws<ArgumentException>(() => new FraudAlertId(part!, "1"));
        Assert.Throws<ArgumentException>(() => new Sku(part!));
    }

    [Fact]
    public void An_order_number_leaves_numbers_for_its_shipments()
    {
        var longest = new string('1', OrderId.NumberLengthMax);

        Assert.Null(new ShipmentId("17850", $"{new OrderId("17850", longest).Number}{OrderId.AttemptMark}{999_999_999}").Mistake());
        Assert.Throws<ArgumentException>(() => new OrderId("17850", longest + "1"));
        Assert.Throws<ArgumentException>(() => new OrderId("17850", "1~2"));
        Assert.Throws<FormatException>(() => OrderId.Parse("17850/1~2"));
    }

    [Fact]
    public void An_id_that_did_not_pass_its_constructor_says_so()
    {
        Assert.Equal("Owner is empty.", default(AccountId).Mistake());
        Assert.Equal("Customer is empty.", default(OrderId).Mistake());
        Assert.Equal("SKU is empty.", default(Sku).Mistake());
        Assert.Null(new AccountId("17850", "main").Mistake());
    }

    private static void AssertIs<TId>(TId id, string text, string aggregate, string partitionKey)
        where TId : struct, IAggregateIdentity<TId>
    {
        Assert.Equal(text, id.GrainKey);
        Assert.Equal(text, id.ToString());
        Assert.Equal(aggregate, id.Aggregate.Value);
        Assert.Equal(partitionKey, id.PartitionKey.Value);
        Assert.Equal(id, TId.Parse(text));
        Assert.True(AggregateId.Names(aggregate, out TId named));
        Assert.Equal(id, named);
        Assert.Equal(id, JsonSerializer.Deserialize<TId>(JsonSerializer.Serialize(id)));
    }
}
