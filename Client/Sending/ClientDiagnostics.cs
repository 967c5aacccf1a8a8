using System.Diagnostics;

namespace CommandProcessor.Client.Sending;

/// <summary>Spans of the client.</summary>
internal static class ClientDiagnostics
{
    private static readonly ActivitySource Source = new("CommandProcessor.Client");

    public static Activity? StartCommand(string command, string target)
    {
        var activity = Source.StartActivity(command, ActivityKind.Client);
        if (activity is { IsAllDataRequested: true })
        {
            activity.SetTag("command_processor.client.command", command);
            activity.SetTag("command_processor.client.target", target);
        }

        return activity;
    }
}
