using System.Diagnostics;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Interfaces.Placement;
using CommandProcessor.Grains.Interfaces.Queries;
using CommandProcessor.Projections.Runtime;
using Orleans.Concurrency;

namespace CommandProcessor.Projections.Tests.Rebuild;

/// <summary>A view by customer that notes by which version of its code each event was folded.</summary>
internal sealed class NotesProjection : IProjection<NotesHead, NoItem>
{
    public const string ProjectionName = "notes";

    public static string Name => ProjectionName;

    public static int Version => 2;

    /// <summary>Set before a silo starts; one class of tests does.</summary>
    public static int? ReadableVersionMin { get; set; }

    public static string KeyKind => PartitionKey.CustomerKind;

    public static JsonTypeInfo<NotesHead> HeadJson => NotesJson.Default.NotesHead;

    public static JsonTypeInfo<NoItem> ItemJson => NoItemJson.Default.NoItem;

    public static NotesHead Initial(PartitionKey key) => new("");

    public static ItemReference? ItemOf(RecordedEvent recorded) => null;

    public static ItemIndex IndexOf(NoItem item) => throw new UnreachableException();

    public static Folded<NotesHead, NoItem> Apply(NotesHead head, NoItem? item, RecordedEvent recorded) => new(new(head.By + Version), null);
}

/// <param name="By">A digit for each event.</param>
internal sealed record NotesHead(string By);

[JsonSerializable(typeof(NotesHead))]
internal sealed partial class NotesJson : JsonSerializerContext;

[Alias("CommandProcessor.Tests.INotesGrain")]
internal interface INotesGrain : IGrainWithStringKey
{
    [AlwaysInterleave, Alias("Read")]
    Task<string> ReadAsync(AtLeast atLeast, CancellationToken cancellationToken);
}

[GrainType(GrainTypeName)]
[PartitionPlacement(SiloRole.Read, PartitionKey.CustomerKind)]
[ImplicitStreamSubscription(NotesProjection.ProjectionName)]
internal sealed class NotesGrain(ProjectionServices services) : ProjectionGrain<NotesProjection, NotesHead, NoItem>(services), INotesGrain
{
    public const string GrainTypeName = "notes";

    public async Task<string> ReadAsync(AtLeast atLeast, CancellationToken cancellationToken) => (await GetHeadAsync(atLeast, cancellationToken)).Head.By;
}
