namespace CommandProcessor.Grains.Reactors.Runtime;

/// <summary>In whose name commands are sent that no person sent.</summary>
public static class Principals
{
    public const string Reactor = "reactor";
}
