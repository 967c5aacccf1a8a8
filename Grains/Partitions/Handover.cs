using System.Collections.Immutable;
using CommandProcessor.Journal;

namespace CommandProcessor.Grains.Partitions;

/// <summary>What one aggregate handed over to be committed together, and the promise of a reply.</summary>
internal sealed class Handover : TaskCompletionSource<AppendReply>
{
    public Handover(ImmutableArray<AppendRequest> requests) : base(TaskCreationOptions.RunContinuationsAsynchronously)
    {
        Requests = requests;
        foreach (var request in requests)
        {
            EventCount += request.Events.Length;
            foreach (var item in request.Events) Bytes += item.Body.Length;
        }
    }

    public ImmutableArray<AppendRequest> Requests { get; }

    public int EventCount { get; }

    public int Bytes { get; }
}
