using System.Text.Json;
using System.Text.Json.Serialization;
using CommandProcessor.Grains.Interfaces.TransactionHistory;

namespace CommandProcessor.Projections.TransactionHistory;

/// <summary>What of an owner's accounts a watcher watches, as text.</summary>
internal static class TransactionHistorySelection
{
    /// <summary>All but the position, which moves although nothing changes.</summary>
    public static string Of(OwnerAccounts accounts) =>
        JsonSerializer.Serialize(accounts with { Position = 0 }, TransactionHistorySelectionJson.Default.OwnerAccounts);

    public static string Of(Statement? statement) =>
        statement is null ? "" : JsonSerializer.Serialize(statement, TransactionHistorySelectionJson.Default.Statement);
}

[JsonSerializable(typeof(OwnerAccounts))]
[JsonSerializable(typeof(Statement))]
internal sealed partial class TransactionHistorySelectionJson : JsonSerializerContext;
