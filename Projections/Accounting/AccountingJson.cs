using System.Text.Json;
using System.Text.Json.Serialization;
using CommandProcessor.Grains.Interfaces.Accounting;

namespace CommandProcessor.Projections.Accounting;

/// <summary>How the books stand in their rows. Another shape needs another version of the projection.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Turnover))]
[JsonSerializable(typeof(OpenCapture))]
[JsonSerializable(typeof(NewestDay))]
[JsonSerializable(typeof(JournalEntry))]
internal sealed partial class AccountingJson : JsonSerializerContext;
