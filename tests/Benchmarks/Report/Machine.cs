using System.Globalization;
using System.Runtime;
using System.Runtime.InteropServices;

namespace CommandProcessor.Benchmarks.Report;

/// <summary>What the numbers of a run depend on.</summary>
internal static class Machine
{
    public static string Describe()
    {
        var memory = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / (1024.0 * 1024 * 1024);
        return string.Create(CultureInfo.InvariantCulture,
            $"{Environment.ProcessorCount} cores, {memory:0.#} GiB, {RuntimeInformation.OSDescription}, {RuntimeInformation.FrameworkDescription} " +
            $"({(GCSettings.IsServerGC ? "server" : "workstation")} GC), Orleans {VersionOf(typeof(Grain))}, load before the run {LoadAverage()}");
    }

    public static string VersionOf(Type type) => type.Assembly.GetName().Version?.ToString(3) ?? "?";

    /// <summary>Others at work on the machine show here.</summary>
    private static string LoadAverage() =>
        File.Exists("/proc/loadavg") ? File.ReadAllText("/proc/loadavg").Split(' ')[0] : "unknown";
}
