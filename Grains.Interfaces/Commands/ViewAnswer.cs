using CommandProcessor.Grains.Interfaces.Events;

namespace CommandProcessor.Grains.Interfaces.Commands;

/// <summary>What an aggregate is, as the journal has it.</summary>
/// <param name="View">Null if nothing ever happened to it.</param>
/// <param name="Position">Of its newest event; what a query must have seen to show everything that the view does.</param>
[GenerateSerializer, Immutable, Alias("view-answer`1")]
public sealed record ViewAnswer<TView>([property: Id(0)] TView? View, [property: Id(1)] CommitPosition Position)
    where TView : class;
