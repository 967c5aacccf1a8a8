namespace CommandProcessor.Grains.Tests.Reactors.Model;

/// <summary>Runs nothing until it is told which of what waits goes next. Whatever runs on it can be killed between any two of its steps.</summary>
internal sealed class SeededScheduler : TaskScheduler
{
    private readonly List<Task> _waiting = [];
    private readonly int _thread = Environment.CurrentManagedThreadId;

    public int Count => _waiting.Count;

    /// <summary>Nothing that waits or comes later will ever run.</summary>
    public bool IsDead { get; private set; }

    public void Kill()
    {
        IsDead = true;
        _waiting.Clear();
    }

    public void Run(int index)
    {
        var task = _waiting[index];
        _waiting[index] = _waiting[^1];
        _waiting.RemoveAt(_waiting.Count - 1);
        TryExecuteTask(task);
    }

    protected override void QueueTask(Task task)
    {
        if (Environment.CurrentManagedThreadId != _thread) throw new InvalidOperationException("Something left the thread of the run, which cannot be repeated then.");
        if (!IsDead) _waiting.Add(task);
    }

    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) => false;

    protected override IEnumerable<Task> GetScheduledTasks() => _waiting;
}
