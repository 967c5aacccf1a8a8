using System.Runtime.CompilerServices;
using System.Text;
using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Interfaces.Orders;
using CommandProcessor.Grains.Interfaces.Tests.Accounts;
using CommandProcessor.Grains.Interfaces.Tests.FraudAlerts;
using CommandProcessor.Grains.Interfaces.Tests.Orders;
using CommandProcessor.Grains.Interfaces.Tests.Payments;
using CommandProcessor.Grains.Interfaces.Tests.Shipments;
using CommandProcessor.Grains.Interfaces.Tests.Stock;
using CommandProcessor.Grains.Interfaces.Tests.Transfers;
using CommandProcessor.Grains.Interfaces.Transfers;

namespace CommandProcessor.Grains.Interfaces.Tests.Events;

/// <summary>
/// Pins how events stand in the journal. Approved/ holds one file for every shape that was ever written, type.vN.json; none may ever
/// be changed or deleted. A new shape gets a file of its own: run with COMMANDPROCESSOR_TEST_APPROVE=1 and look at what it wrote.
/// </summary>
public sealed class EventFormatTests
{
    private static readonly EventFamily[] Families =
    [
        OrderEventSamples.Family, AccountEventSamples.Family, TransferEventSamples.Family, PaymentEventSamples.Family, StockEventSamples.Family,
        ShipmentEventSamples.Family, FraudAlertEventSamples.Family,
    ];

    public static TheoryData<string> Types() => [.. Families.SelectMany(family => family.Types)];

    public static TheoryData<string> ApprovedFiles() => [.. Directory.GetFiles(Folder(), "*.json").Select(file => Path.GetFileName(file))];

    public static TheoryData<Type> FamilyBases() => [.. Families.Select(family => family.Base)];

    [Theory]
    [MemberData(nameof(Types))]
    public void The_newest_shape_is_the_approved_one(string type)
    {
        var data = Encoded(type);
        var file = Path.Combine(Folder(), $"{type}.v{data.SchemaVersion}.json");
        var actual = Encoding.UTF8.GetString(data.Body.Span);
        if (Environment.GetEnvironmentVariable("COMMANDPROCESSOR_TEST_APPROVE") == "1" && !File.Exists(file)) File.WriteAllText(file, actual + "\n");

        Assert.True(File.Exists(file), $"{file} is missing: nobody has approved this shape.");
        Assert.Equal(File.ReadAllText(file).TrimEnd(), actual);
    }

    [Theory]
    [MemberData(nameof(ApprovedFiles))]
    public void Every_approved_shape_is_read_as_the_same_event(string file)
    {
        var name = Path.GetFileNameWithoutExtension(file);
        var at = name.LastIndexOf(".v", StringComparison.Ordinal);
        var type = name[..at];
        var schemaVersion = int.Parse(name[(at + 2)..], System.Globalization.CultureInfo.InvariantCulture);

        var rewritten = FamilyOf(type).Rewrite(type, schemaVersion, Encoding.UTF8.GetBytes(File.ReadAllText(Path.Combine(Folder(), file))));

        Assert.Equal(Encoded(type).Body.ToArray(), rewritten.Body.ToArray());
    }

    [Theory]
    [MemberData(nameof(FamilyBases))]
    public void Every_event_of_a_family_is_registered(Type family)
    {
        var sampled = Families.Single(other => other.Base == family);

        Assert.Equal(
            family.GetNestedTypes().Where(type => type.IsSubclassOf(family)).Select(type => type.Name).Order(), sampled.Sampled.Select(type => type.Name).Order());
        Assert.Equal(sampled.Sampled.Length, sampled.Types.Count);
    }

    [Fact]
    public void No_two_families_share_a_name()
    {
        var types = Families.SelectMany(family => family.Types).ToArray();

        Assert.Equal(types.Distinct(), types);
    }

    [Theory]
    [InlineData("""{"confirmedAt":null}""")]
    [InlineData("{}")]
    [InlineData("[]")]
    public void A_body_without_what_is_required_is_an_error(string body) =>
        Assert.Throws<EventFormatException>(() => OrderEventCodec.Instance.Decode("order-confirmed", 1, Encoding.UTF8.GetBytes(body)));

    [Theory]
    [InlineData("17850")]
    [InlineData("17850/")]
    [InlineData("")]
    [InlineData(null)]
    public void A_body_with_an_id_that_is_none_is_an_error(string? account)
    {
        var text = account is null ? "null" : $"\"{account}\"";
        var body = $$"""{"from":{{text}},"to":"17850/main","amount":1,"currency":"GBP","reference":"Rent","requestedAt":"2026-03-01T12:30:15+00:00"}""";

        Assert.Throws<EventFormatException>(() => TransferEventCodec.Instance.Decode("transfer-requested", 1, Encoding.UTF8.GetBytes(body)));
    }

    private static EventFamily FamilyOf(string type) => Families.Single(family => family.Types.Contains(type));

    private static EventData Encoded(string type) => FamilyOf(type).Encoded.Single(data => data.Type == type);

    private static string Folder([CallerFilePath] string path = "") => Path.Combine(Path.GetDirectoryName(Path.GetDirectoryName(path)) ?? "", "Approved");
}
