namespace CommandProcessor.Grains.Reactors.Steps;

/// <summary>A process as one reactor sees it.</summary>
public readonly record struct ProcessId(string Reactor, string Process)
{
    public override string ToString() => $"{Reactor} {Process}";
}
