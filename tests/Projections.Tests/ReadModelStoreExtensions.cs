using CommandProcessor.Projections.Stores;

namespace CommandProcessor.Projections.Tests;

internal static class ReadModelStoreExtensions
{
    extension(IReadModelStore store)
    {
        /// <summary>One head, or null.</summary>
        public async Task<ReadModelRow?> FindAsync(ReadModelAddress address, CancellationToken cancellationToken) =>
            (await store.LoadAsync([address], cancellationToken))[0];
    }
}
