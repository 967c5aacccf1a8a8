using System.Text.Json.Serialization;

namespace CommandProcessor.Projections.Runtime;

/// <summary>The item of a projection that is all head: there is none.</summary>
public sealed class NoItem
{
    private NoItem() { }
}

[JsonSerializable(typeof(NoItem))]
internal sealed partial class NoItemJson : JsonSerializerContext;
