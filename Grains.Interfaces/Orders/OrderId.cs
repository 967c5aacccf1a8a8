using System.Text.Json.Serialization;
using CommandProcessor.Grains.Interfaces.Events;

namespace CommandProcessor.Grains.Interfaces.Orders;

/// <summary>An order of a customer: "17850/536365".</summary>
[GenerateSerializer, Immutable, Alias("order-id")]
[JsonConverter(typeof(AggregateIdentityJson<OrderId>))]
public readonly record struct OrderId : IAggregateIdentity<OrderId>
{
    public const string Kind = "order";

    /// <summary>Leaves room in an identifier for what numbers the order's shipments.</summary>
    public const int NumberLengthMax = Identifier.LengthMax - 10;

    /// <summary>Stands between an order's number and that of its second, third … shipment, "536365~2". No order's number holds it.</summary>
    public const char AttemptMark = '~';

    /// <exception cref="ArgumentException">A part is no <see cref="Identifier"/>, or the number leaves its shipments no numbers of their own.</exception>
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

    /// <exception cref="FormatException">The text is not customer/number, or an order cannot have that number.</exception>
    public static OrderId Parse(string text)
    {
        var (customer, number) = Identifier.Split(text, "Customer", "Order number");
        return NumberMistake(number) is { } mistake ? throw new FormatException($"'{text}' is no id: {mistake}") : new(customer, number);
    }

    /// <returns>False if the text is not customer/number, or an order cannot have that number.</returns>
    public static bool TryParse(string text, out OrderId order)
    {
        var isId = Identifier.TrySplit(text, out var customer, out var number) && Identifier.Mistake(customer, "Customer") is null && NumberMistake(number) is null;
        order = isId ? new(customer, number) : default;
        return isId;
    }

    public string? Mistake() => Identifier.Mistake(Customer, "Customer") ?? NumberMistake(Number);

    public override string ToString() => GrainKey;

    private static string? NumberMistake(string? number)
    {
        if (Identifier.Mistake(number, "Order number") is { } mistake) return mistake;
        if (number!.Length > NumberLengthMax) return $"Order number has {number.Length} characters; at most {NumberLengthMax} are allowed."; // An identifier.
        return number.Contains(AttemptMark, StringComparison.Ordinal) ? $"Order number '{number}' holds '{AttemptMark}', which numbers the shipments of an order." : null;
    }
}
