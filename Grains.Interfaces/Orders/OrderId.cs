using CommandProcessor.Grains.Interfaces.Events;

namespace CommandProcessor.Grains.Interfaces.Orders;

/// <summary>An order of a customer: "17850/536365".</summary>
[GenerateSerializer, Immutable, Alias("order-id")]
public readonly record struct OrderId
{
    public const string Kind = "order";

    /// <exception cref="ArgumentException">A part is no <see cref="Identifier"/>.</exception>
    public OrderId(string customer, string number)
    {
        Customer = Identifier.Checked(customer, "Customer");
        Number = Identifier.Checked(number, "Order number");
    }

    [Id(0)] public string Customer { get; }

    [Id(1)] public string Number { get; }

    public string GrainKey => Customer + Identifier.Separator + Number;

    public AggregateId Aggregate => AggregateId.Create(Kind, GrainKey);

    public PartitionKey PartitionKey => PartitionKey.Customer(Customer);

    /// <exception cref="FormatException">The text is not customer/number.</exception>
    public static OrderId Parse(string text) =>
        Identifier.TrySplit(text, out var customer, out var number)
        && Identifier.Mistake(customer, "Customer") is null
        && Identifier.Mistake(number, "Order number") is null
            ? new(customer, number)
            : throw new FormatException($"'{text}' is no order id; expected customer/number, each of 1 to {Identifier.LengthMax} characters.");

    public override string ToString() => GrainKey;
}
