namespace CommandProcessor.Grains.Interfaces.Queries;

/// <summary>What came of waiting for a change.</summary>
/// <param name="IsChanged">False if what is watched is as it was shown; then there is no value.</param>
/// <param name="Value">What it is now.</param>
/// <param name="Token">Asks for what comes after this.</param>
[GenerateSerializer, Immutable, Alias("watch-answer`1")]
public sealed record WatchAnswer<T>([property: Id(0)] bool IsChanged, [property: Id(1)] T? Value, [property: Id(2)] WatchToken Token);
