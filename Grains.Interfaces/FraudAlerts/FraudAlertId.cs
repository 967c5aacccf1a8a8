using System.Text.Json.Serialization;
using CommandProcessor.Grains.Interfaces.Events;

namespace CommandProcessor.Grains.Interfaces.FraudAlerts;

/// <summary>An alert about a customer, named after the rule and the position of the event that raised it: "17850/velocity-1043".</summary>
[GenerateSerializer, Immutable, Alias("fraud-alert-id")]
[JsonConverter(typeof(AggregateIdentityJson<FraudAlertId>))]
public readonly record struct FraudAlertId : IAggregateIdentity<FraudAlertId>
{
    public const string Kind = "fraud-alert";

    /// <exception cref="ArgumentException">A part is no <see cref="Identifier"/>.</exception>
    public FraudAlertId(string customer, string number)
    {
        Customer = customer;
        Number = number;
        if (Mistake() is { } mistake) throw new ArgumentException(mistake);
    }

    [Id(0)] public string Customer { get; }

    [Id(1)] public string Number { get; }

    public string GrainKey => Customer + Identifier.Separator + Number;

    static string IAggregateIdentity<FraudAlertId>.Kind => Kind;

    public AggregateId Aggregate => AggregateId.Create(Kind, GrainKey);

    public PartitionKey PartitionKey => PartitionKey.Customer(Customer);

    /// <exception cref="FormatException">The text is not customer/number.</exception>
    public static FraudAlertId Parse(string text)
    {
        var (customer, number) = Identifier.Split(text, "Customer", "Alert number");
        return new(customer, number);
    }

    public string? Mistake() => Identifier.Mistake(Customer, "Customer") ?? Identifier.Mistake(Number, "Alert number");

    public override string ToString() => GrainKey;
}
