using System.Diagnostics.Metrics;
using CommandProcessor.Grains.Interfaces.Commands;

namespace CommandProcessor.Client.Sending;

/// <summary>What the client measures.</summary>
internal sealed class ClientInstruments
{
    private readonly Histogram<double> _commandDuration;
    private readonly Counter<long> _retries;

    public ClientInstruments(IMeterFactory meters)
    {
        var meter = meters.Create("CommandProcessor.Client");
        _commandDuration = meter.CreateHistogram<double>("command_processor.client.command.duration", "s", "From sending a command to its answer, retries included.");
        _retries = meter.CreateCounter<long>("command_processor.client.retries", "{attempt}", "Attempts beyond the first.");
    }

    public void CommandAnswered(string command, CommandOutcome outcome, TimeSpan duration)
    {
        if (!_commandDuration.Enabled) return;
        _commandDuration.Record(
            duration.TotalSeconds, new("command", command), new("outcome", outcome is CommandOutcome.Accepted ? "accepted" : "refused"));
    }

    public void Retried() => _retries.Add(1);
}
