using System.Diagnostics;
using System.Runtime.InteropServices;

namespace PluginSdk.Benchmarks.Measuring;

/// <summary>
/// The time that this thread spent on a processor, where the system tells it: what other programs do to a shared machine
/// does not count. Elsewhere the time on the wall.
/// </summary>
internal static partial class ThreadClock
{
    private const int ThreadCpuTime = 3;

    /// <summary>Nanoseconds since some point in the past.</summary>
    public static double Nanoseconds()
    {
        if (OperatingSystem.IsLinux() && clock_gettime(ThreadCpuTime, out var time) == 0)
            return (time.Seconds * 1e9) + time.Nanoseconds;
        return Stopwatch.GetElapsedTime(0).TotalNanoseconds;
    }

    [LibraryImport("libc")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int clock_gettime(int clock, out TimeSpecification time);

    [StructLayout(LayoutKind.Sequential)]
    private struct TimeSpecification
    {
        public nint Seconds;
        public nint Nanoseconds;
    }
}
