using System.Collections.Concurrent;

namespace CommandProcessor.Testing.Faults;

/// <summary>Breaks where a test says so.</summary>
public sealed class ScriptedFaults : IFaultPlan
{
    private readonly ConcurrentDictionary<FaultPoint, ConcurrentQueue<FaultAction>> _next = new();
    private readonly ConcurrentDictionary<FaultPoint, TaskCompletionSource> _gates = new();
    private readonly ConcurrentDictionary<FaultPoint, int> _passes = new();

    /// <summary>The next call that reaches the point meets this.</summary>
    public void Once(FaultPoint point, FaultAction action) => _next.GetOrAdd(point, _ => new()).Enqueue(action);

    /// <summary>Every call that reaches the point meets this, until <see cref="Open"/>.</summary>
    public void Always(FaultPoint point, FaultAction action)
    {
        for (var count = 0; count < 100_000; count++) Once(point, action);
    }

    /// <summary>Holds whoever reaches the point until <see cref="Open"/>.</summary>
    public void Close(FaultPoint point) => _gates[point] = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Open(FaultPoint point)
    {
        if (_next.TryGetValue(point, out var actions)) actions.Clear();
        if (_gates.TryRemove(point, out var gate)) gate.SetResult();
    }

    /// <summary>Lets go on whoever is held at the point; the first of them meets what was planned for it.</summary>
    public void Release(FaultPoint point)
    {
        if (_gates.TryRemove(point, out var gate)) gate.SetResult();
    }

    /// <summary>How many calls have reached the point.</summary>
    public int Reached(FaultPoint point) => _passes.GetValueOrDefault(point);

    public async ValueTask<FaultAction> NextAsync(FaultPoint point, int partition)
    {
        _passes.AddOrUpdate(point, 1, (_, count) => count + 1);
        if (_gates.TryGetValue(point, out var gate)) await gate.Task;
        return _next.TryGetValue(point, out var actions) && actions.TryDequeue(out var action) ? action : FaultAction.Continue;
    }
}
