using System.Diagnostics;

namespace CommandProcessor.Testing.Servers;

/// <summary>The program as a user runs it, in a process of its own that a test may kill.</summary>
public sealed class SiloProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly StringWriter _output = new();
    private readonly Lock _gate = new();
    private readonly List<(string Text, TaskCompletionSource Seen)> _waiting = [];

    private SiloProcess(Process process)
    {
        _process = process;
        process.OutputDataReceived += (_, line) => Append(line.Data);
        process.ErrorDataReceived += (_, line) => Append(line.Data);
    }

    /// <summary>Everything that it printed so far.</summary>
    public string Output
    {
        get
        {
            lock (_gate) return _output.ToString();
        }
    }

    public bool HasExited => _process.HasExited;

    public int Id => _process.Id;

    public static SiloProcess Start(IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "CommandProcessor.Silo.dll");
        var start = new ProcessStartInfo("dotnet", ["exec", program, .. arguments])
        {
            RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true, WorkingDirectory = Path.GetTempPath(),
        };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>()) start.Environment[name] = value;
        var silo = new SiloProcess(Process.Start(start) ?? throw new InvalidOperationException("The silo did not start."));
        silo._process.BeginOutputReadLine();
        silo._process.BeginErrorReadLine();
        return silo;
    }

    /// <summary>Runs the program to its end.</summary>
    public static async Task<(int ExitCode, string Output)> RunAsync(IEnumerable<string> arguments, CancellationToken cancellationToken, IReadOnlyDictionary<string, string>? environment = null)
    {
        await using var silo = Start(arguments, environment);
        return (await silo.WaitForExitAsync(cancellationToken), silo.Output);
    }

    /// <summary>Waits until it has printed the text.</summary>
    /// <exception cref="InvalidOperationException">It ended without printing it.</exception>
    public async Task WaitForOutputAsync(string text, CancellationToken cancellationToken)
    {
        var seen = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
        {
            if (_output.ToString().Contains(text, StringComparison.Ordinal)) return;
            _waiting.Add((text, seen));
        }

        var ended = _process.WaitForExitAsync(cancellationToken);
        if (await Task.WhenAny(seen.Task, ended) == ended)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!Output.Contains(text, StringComparison.Ordinal)) throw new InvalidOperationException($"The silo ended with {_process.ExitCode} before it printed '{text}': {Output}");
        }
    }

    /// <summary>SIGKILL: what is not durable is gone.</summary>
    public async Task KillAsync(CancellationToken cancellationToken)
    {
        _process.Kill();
        await _process.WaitForExitAsync(cancellationToken);
    }

    /// <summary>SIGINT, as Ctrl-C sends.</summary>
    public Task InterruptAsync(CancellationToken cancellationToken) => SignalAsync("INT", cancellationToken);

    /// <param name="signal">INT or TERM.</param>
    public Task SignalAsync(string signal, CancellationToken cancellationToken) =>
        Shell.RunAsync("kill", ["-" + signal, _process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)], cancellationToken);

    public async Task<int> WaitForExitAsync(CancellationToken cancellationToken)
    {
        await _process.WaitForExitAsync(cancellationToken);
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) await KillAsync(CancellationToken.None);
        _process.Dispose();
    }

    private void Append(string? line)
    {
        if (line is null) return;
        lock (_gate)
        {
            _output.WriteLine(line);
            foreach (var (_, seen) in _waiting.Where(waiting => line.Contains(waiting.Text, StringComparison.Ordinal))) seen.TrySetResult();
        }
    }
}
