using System.Text.Json.Serialization;
using CommandProcessor.Grains.Interfaces.Events;

namespace CommandProcessor.Grains.Interfaces.Payments;

/// <summary>A payment of a customer: "17850/536365".</summary>
[GenerateSerializer, Immutable, Alias("payment-id")]
[JsonConverter(typeof(AggregateIdentityJson<PaymentId>))]
public readonly record struct PaymentId : IAggregateIdentity<PaymentId>
{
    public const string Kind = "payment";

    /// <exception cref="ArgumentException">A part is no <see cref="Identifier"/>.</exception>
    public PaymentId(string customer, string number)
    {
        Customer = customer;
        Number = number;
        if (Mistake() is { } mistake) throw new ArgumentException(mistake);
    }

    [Id(0)] public string Customer { get; }

    [Id(1)] public string Number { get; }

    public string GrainKey => Customer + Identifier.Separator + Number;

    static string IAggregateIdentity<PaymentId>.Kind => Kind;

    public AggregateId Aggregate => AggregateId.Create(Kind, GrainKey);

    public PartitionKey PartitionKey => PartitionKey.Customer(Customer);

    /// <exception cref="FormatException">The text is not customer/number.</exception>
    public static PaymentId Parse(string text)
    {
        var (customer, number) = Identifier.Split(text, "Customer", "Payment number");
        return new(customer, number);
    }

    public string? Mistake() => Identifier.Mistake(Customer, "Customer") ?? Identifier.Mistake(Number, "Payment number");

    public override string ToString() => GrainKey;
}
