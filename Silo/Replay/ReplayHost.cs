using CommandProcessor.Client;
using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Journal;
using CommandProcessor.Silo.Verification;
using CommandProcessor.Silo.Verification.Accounting;
using CommandProcessor.Silo.Verbs;
using Microsoft.Extensions.DependencyInjection;

namespace CommandProcessor.Silo.Replay;

/// <summary>What replaying orders needs of the silo it replays them to.</summary>
internal sealed record ReplayHost
{
    public required CommandProcessorClient Client { get; init; }

    public required TimeProvider Time { get; init; }

    /// <summary>The newest position of each partition, by partition.</summary>
    public required Func<CancellationToken, Task<IReadOnlyList<long>>> ReadHeadsAsync { get; init; }

    /// <summary>How many events are not yet in every read model; null while a database does not answer.</summary>
    public required Func<CancellationToken, Task<long?>> CountBehindAsync { get; init; }

    /// <summary>Waits until nothing is behind; false if it stalls.</summary>
    public required Func<CancellationToken, Task<bool>> CatchUpAsync { get; init; }

    /// <summary>Waits until every process has done what there is to do; false if they stall.</summary>
    public required Func<CancellationToken, Task<bool>> EndProcessesAsync { get; init; }

    /// <summary>Adds up the journal.</summary>
    public required Func<CancellationToken, Task<Books>> ReadBooksAsync { get; init; }

    /// <summary>Recomputes everything from the journal and compares.</summary>
    public required Func<CancellationToken, Task<VerificationResult>> VerifyAsync { get; init; }

    /// <summary>Where the data lies, for a person.</summary>
    public required string Place { get; init; }

    public static ReplayHost Of(ShortSilo silo)
    {
        var journal = silo.Services.GetRequiredService<IJournal>();
        return new()
        {
            Client = silo.Services.GetRequiredService<CommandProcessorClient>(),
            Time = silo.Services.GetRequiredService<TimeProvider>(),
            ReadHeadsAsync = token => ReadHeadsOfAsync(journal, token),
            CountBehindAsync = silo.CatchUp.TryBehindAsync,
            CatchUpAsync = token => silo.CatchUp.WaitAsync(progress: null, token),
            EndProcessesAsync = silo.Processes.WaitAsync,
            ReadBooksAsync = silo.Books.ReadAsync,
            VerifyAsync = silo.Verifier.VerifyAsync,
            Place = silo.Place,
        };
    }

    private static async Task<IReadOnlyList<long>> ReadHeadsOfAsync(IJournal journal, CancellationToken cancellationToken)
    {
        var heads = new long[journal.Partitioning.PartitionCount];
        for (var partition = 0; partition < heads.Length; partition++) heads[partition] = (await journal.GetStateAsync(partition, cancellationToken)).Head;
        return heads;
    }
}
