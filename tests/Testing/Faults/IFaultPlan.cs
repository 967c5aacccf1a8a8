namespace CommandProcessor.Testing.Faults;

/// <summary>Says what breaks, and where.</summary>
public interface IFaultPlan
{
    ValueTask<FaultAction> NextAsync(FaultPoint point, int partition);
}
