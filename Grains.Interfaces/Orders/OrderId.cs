using System.Text.Json.Serialization;
using CommandProcessor.Grains.Interfaces.Events;

namespace CommandProcessor.Grains.Interfaces.Orders;

/// <summary>An order of a customer: "17850/536365".</summary>
[GenerateSerializer, Immutable, Alias("order-id")]
[JsonConverter(typeof(AggregateIdentityJson<OrderId>))]
public readonly record struct OrderId : IAggregateIdentity<OrderId>
{
    public const string Kind = "order";

    /// <exception cref="ArgumentException">A part is no <see cref="Identifier"/>.</exception>
    public OrderId(string customer, string number)
    {
        Customer = customer;
        Number = number;
        if (Mistake() is { } mistake) throw new ArgumentException(mistake);
    }

    [Id(0)] public string Customer { get; }

    [Id(1)] public string Number { get; }

    public string GrainKey => Customer + Identifier.Separator + Number;

    static string IAggregateIdentity<OrderId>.Kind => Kind;

    public AggregateId Aggregate => AggregateId.Create(Kind, GrainKey);

    public PartitionKey PartitionKey => PartitionKey.Customer(Customer);

    /// <exception cref="FormatException">The text is not customer/number.</exception>
    public static OrderId Parse(string text)
    {
        var (customer, number) = Identifier.Split(text, "Customer", "Order number");
        return new(customer, number);
    }

    public string? Mistake() => Identifier.Mistake(Customer, "Customer") ?? Identifier.Mistake(Number, "Order number");

    public override string ToString() => GrainKey;
}
