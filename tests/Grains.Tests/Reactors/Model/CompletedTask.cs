namespace CommandProcessor.Grains.Tests.Reactors.Model;

internal static class CompletedTask
{
    extension<T>(Task<T> task)
    {
        /// <summary>The answer of a task that is completed, which everything in memory is at once.</summary>
        public T Now()
        {
            if (!task.IsCompleted) throw new InvalidOperationException("Something that is in memory was not there at once.");
            return task.GetAwaiter().GetResult();
        }
    }
}
