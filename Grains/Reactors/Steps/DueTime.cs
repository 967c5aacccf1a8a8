namespace CommandProcessor.Grains.Reactors.Steps;

/// <summary>A command that is to be sent at a time. It must be one that may come late, and more than once.</summary>
/// <param name="Id">Unique in its partition.</param>
/// <param name="At">When.</param>
/// <param name="Step">One of those that <see cref="Stores.DueStepCodec"/> knows.</param>
public sealed record DueTime(string Id, DateTimeOffset At, Step Step);
