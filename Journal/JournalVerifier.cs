using System.Buffers.Binary;
using System.IO.Hashing;
using System.Runtime.InteropServices;
using CommandProcessor.Grains.Interfaces.Events;

namespace CommandProcessor.Journal;

/// <summary>
/// Recomputes what can be recomputed: positions without gaps, previous positions, versions without gaps, no command of an aggregate carried out
/// twice, the hash chain, and that the partition's row tells of its last event. Reads in pages, and keeps one number for each key, aggregate and
/// command of one partition: some 50 bytes each, so 100 MB for two million of them.
/// </summary>
public sealed class JournalVerifier(IJournal journal)
{
    public const int FaultCountMax = 100;

    private const int PageEventCount = 1_000;

    /// <summary>Verifies one partition up to its head at the time of the call; the journal may be in use.</summary>
    /// <param name="progress">Told the position reached, once a page.</param>
    public async Task<PartitionReport> VerifyAsync(int partition, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        var state = await journal.GetStateAsync(partition, cancellationToken);
        var walk = new Walk(journal.Partitioning, state);
        var last = 0L;
        try
        {
            while (!walk.IsFull && last <= state.Head && await ReadAsync(last + 1) is { Count: > 0 } page)
            {
                foreach (var recorded in page) walk.Visit(recorded);
                last = page[^1].Position;
                progress?.Report(Math.Min(last, state.Head));
            }

            walk.End();
            await CheckBeyondHeadAsync(walk, state, last, cancellationToken);
        }
        catch (DamagedEventException exception)
        {
            walk.AddFault(exception.Position, exception.Message);
        }

        return new(partition, state.Head, walk.EventCount, walk.Faults);

        Task<IReadOnlyList<RecordedEvent>> ReadAsync(long from) => journal.ReadPartitionAsync(partition, from, PageEventCount, cancellationToken);
    }

    /// <summary>Events after the head belong to appends since the walk began, which have moved the head too; if not, somebody put them there.</summary>
    private async Task CheckBeyondHeadAsync(Walk walk, PartitionState before, long last, CancellationToken cancellationToken)
    {
        if (last <= before.Head) return;
        var now = await journal.GetStateAsync(before.Partition, cancellationToken);
        if (last > now.Head) walk.AddFault(last, $"an event after the head {now.Head} of the partition's row");
    }

    private sealed class Walk(Partitioning partitioning, PartitionState state)
    {
        private readonly Dictionary<UInt128, long> _positions = [];
        private readonly Dictionary<UInt128, long> _versions = [];
        private readonly Dictionary<UInt128, UInt128> _newestCommands = [];
        private readonly HashSet<UInt128> _commands = [];
        private readonly List<JournalFault> _faults = [];
        private readonly byte[] _computed = new byte[HashChain.HashBytes];
        private ReadOnlyMemory<byte> _hash = HashChain.Genesis;

        public long Position { get; private set; }

        public long EventCount { get; private set; }

        public IReadOnlyList<JournalFault> Faults => _faults;

        public bool IsFull => _faults.Count >= FaultCountMax;

        public void Visit(RecordedEvent recorded)
        {
            if (recorded.Position > state.Head) return;
            EventCount++;
            Expect(recorded, "position", Position + 1, recorded.Position);
            Expect(recorded, "partition", state.Partition, recorded.Partition);
            Expect(recorded, "partition of its key", partitioning.PartitionOf(recorded.Key), recorded.Partition);
            Expect(recorded, "previous", Exchange(_positions, recorded.Key.Value, recorded.Position), recorded.Previous);
            Expect(recorded, "version", Exchange(_versions, recorded.Aggregate.Value, recorded.Version) + 1, recorded.Version);
            CheckCommand(recorded);
            HashChain.Compute(_hash.Span, recorded, _computed);
            if (!recorded.Hash.Span.SequenceEqual(_computed)) AddFault(recorded.Position, "its hash is not that of its content and the hash before it");

            Position = recorded.Position;
            _hash = recorded.Hash;
        }

        public void End()
        {
            if (IsFull) return;
            if (Position != state.Head) AddFault(Position, $"the last event, where the partition's row says {state.Head}");
            else if (!_hash.Span.SequenceEqual(state.Hash.Span)) AddFault(Position, "its hash is not that of the partition's row");
        }

        public void AddFault(long position, string description)
        {
            if (!IsFull) _faults.Add(new(state.Partition, position, description));
        }

        /// <summary>The events of a command stand side by side in their aggregate: any that come later were made by carrying it out again.</summary>
        private void CheckCommand(RecordedEvent recorded)
        {
            var aggregate = HashOf(recorded.Aggregate.Value);
            Span<byte> command = stackalloc byte[32];
            recorded.Context.CommandId.Value.TryWriteBytes(command);
            BinaryPrimitives.WriteUInt128LittleEndian(command[16..], aggregate);
            var hash = XxHash128.HashToUInt128(command);
            ref var newest = ref CollectionsMarshal.GetValueRefOrAddDefault(_newestCommands, aggregate, out _);
            if (newest == hash) return;
            newest = hash;
            if (!_commands.Add(hash)) AddFault(recorded.Position, $"command {recorded.Context.CommandId} has left events in {recorded.Aggregate} before");
        }

        private void Expect(RecordedEvent recorded, string name, long expected, long actual)
        {
            if (expected != actual) AddFault(recorded.Position, $"{name} is {actual}; expected {expected}");
        }

        private static long Exchange(Dictionary<UInt128, long> numbers, string name, long number)
        {
            ref var place = ref CollectionsMarshal.GetValueRefOrAddDefault(numbers, HashOf(name), out _);
            var before = place;
            place = number;
            return before;
        }

        private static UInt128 HashOf(string name) => XxHash128.HashToUInt128(MemoryMarshal.AsBytes(name.AsSpan()));
    }
}
