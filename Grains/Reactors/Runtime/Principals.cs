namespace CommandProcessor.Grains.Reactors.Runtime;

/// <summary>In whose name commands are sent that no person sent.</summary>
internal static class Principals
{
    public const string Reactor = "reactor";
}
