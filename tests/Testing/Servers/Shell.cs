using System.Diagnostics;

namespace CommandProcessor.Testing.Servers;

/// <summary>Runs a program to its end.</summary>
internal static class Shell
{
    /// <exception cref="InvalidOperationException">It exited with anything but 0; the message holds what it printed.</exception>
    public static async Task<string> RunAsync(string program, IEnumerable<string> arguments, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = new Process { StartInfo = start, EnableRaisingEvents = true };

        // A server that the program leaves behind may hold its pipes open for ever: the end of the process is the end of the reading.
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        process.Exited += (_, _) => ended.TrySetResult();
        var output = new StringWriter();
        var gate = new Lock();
        process.OutputDataReceived += (_, line) => Append(line.Data);
        process.ErrorDataReceived += (_, line) => Append(line.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        await ended.Task.WaitAsync(cancellationToken);
        lock (gate)
        {
            return process.ExitCode == 0
                ? output.ToString()
                : throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} exited with {process.ExitCode}: {output}");
        }

        void Append(string? line)
        {
            if (line is null) return;
            lock (gate) output.WriteLine(line);
        }
    }
}
