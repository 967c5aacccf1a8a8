using CommandProcessor.Projections.Stores;

namespace CommandProcessor.Silo.Monitoring;

/// <summary>How far one view has come, by what the databases hold.</summary>
/// <param name="Model">The view and the version that is shown.</param>
/// <param name="Unread">Events in the journal that are not yet saved in it.</param>
/// <param name="UnreadSince">When the oldest of them was recorded; null if there are none.</param>
/// <param name="Parked">Keys that wait at an event which could not be applied.</param>
internal sealed record ViewLag(ReadModelId Model, long Unread, DateTimeOffset? UnreadSince, long Parked);
