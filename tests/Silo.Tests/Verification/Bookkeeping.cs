using System.Text;
using System.Text.Json.Nodes;
using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Silo.Verification.Accounting;

namespace CommandProcessor.Silo.Tests.Verification;

/// <summary>Adds up events as they are, or changed.</summary>
internal static class Bookkeeping
{
    /// <param name="after">How much later it is looked at.</param>
    public static Books Add(IEnumerable<RecordedEvent> events, TimeSpan after = default)
    {
        var books = new Books();
        foreach (var recorded in events) books.Apply(recorded);
        books.Close(TimeProvider.System.GetUtcNow() + after);
        return books;
    }

    public static IReadOnlyList<string> FaultsOf(Books books) => [.. books.MoneyFaults.Kept, .. books.StockFaults.Kept, .. books.ProcessFaults.Kept];

    public static string Text(RecordedEvent recorded) => Encoding.UTF8.GetString(recorded.Body.Span);

    public static RecordedEvent WithMore(RecordedEvent recorded, string property, decimal more)
    {
        var body = JsonNode.Parse(recorded.Body.Span)!.AsObject(); // Every body is an object.
        body[property] = body[property]!.GetValue<decimal>() + more; // Named by the test.
        return recorded with { Body = Encoding.UTF8.GetBytes(body.ToJsonString()) };
    }
}
