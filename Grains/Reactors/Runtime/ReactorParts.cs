using CommandProcessor.Grains.Reactors.Stores;
using CommandProcessor.Journal;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CommandProcessor.Grains.Reactors.Runtime;

/// <summary>What the reactors of every partition need.</summary>
internal sealed record ReactorParts(
    IEnumerable<IReactor> Reactors, IJournal Journal, IReactorStore Store, IStepSender Sender, IOptions<ReactorOptions> Options,
    ReactorInstruments Instruments, TimeProvider Time, ILogger<ReactorPartition> Logger)
{
    /// <summary>Where they run; a test says by it who goes next.</summary>
    public TaskScheduler Scheduler { get; init; } = TaskScheduler.Default;
}
