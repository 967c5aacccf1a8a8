namespace CommandProcessor.Grains.Tests.Reactors.Model;

internal static class CompletedTask
{
    extension<T>(Task<T> task)
    {
        /// <summary>The answer of a task that is completed, which everything in memory is at once.</summary>
        public T Now()
        {
            if (!task.IsCompleted) throw new InvalidOperationException("Something that is in memory was not there at once.");
#pragma warning disable VSTHRD002 // It is completed, so nothing is waited for.
            return task.GetAwaiter().GetResult();
#pragma warning restore VSTHRD002
        }
    }
}
