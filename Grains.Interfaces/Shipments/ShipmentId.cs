using System.Text.Json.Serialization;
using CommandProcessor.Grains.Interfaces.Events;

namespace CommandProcessor.Grains.Interfaces.Shipments;

/// <summary>A shipment to a customer: "17850/536365".</summary>
[GenerateSerializer, Immutable, Alias("shipment-id")]
[JsonConverter(typeof(AggregateIdentityJson<ShipmentId>))]
public readonly record struct ShipmentId : IAggregateIdentity<ShipmentId>
{
    public const string Kind = "shipment";

    /// <exception cref="ArgumentException">A part is no <see cref="Identifier"/>.</exception>
    public ShipmentId(string customer, string number)
    {
        Customer = customer;
        Number = number;
        if (Mistake() is { } mistake) throw new ArgumentException(mistake);
    }

    [Id(0)] public string Customer { get; }

    [Id(1)] public string Number { get; }

    public string GrainKey => Customer + Identifier.Separator + Number;

    static string IAggregateIdentity<ShipmentId>.Kind => Kind;

    public AggregateId Aggregate => AggregateId.Create(Kind, GrainKey);

    public PartitionKey PartitionKey => PartitionKey.Customer(Customer);

    /// <exception cref="FormatException">The text is not customer/number.</exception>
    public static ShipmentId Parse(string text)
    {
        var (customer, number) = Identifier.Split(text, "Customer", "Shipment number");
        return new(customer, number);
    }

    public string? Mistake() => Identifier.Mistake(Customer, "Customer") ?? Identifier.Mistake(Number, "Shipment number");

    public override string ToString() => GrainKey;
}
