using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace PluginSdk.Runtime.Caching;

/// <summary>
/// The kernel's tick count, which the whole machine shares: <c>Environment.TickCount64</c>. On Linux it is read where that
/// reads it too (CLOCK_MONOTONIC_COARSE), but straight from the page that the kernel maps into each process, see vdso(7):
/// about half the cost, and it is most of what a hit costs.
/// </summary>
internal static unsafe class KernelClock
{
    private const int MonotonicCoarse = 6;

    /// <summary>clock_gettime: it neither blocks nor calls back, so the garbage collector need not know of it.</summary>
    private static readonly delegate* unmanaged[SuppressGCTransition]<int, TimeSpecification*, int> s_getTime = Find();

    /// <summary>Milliseconds since some moment before the process began.</summary>
    public static long Milliseconds
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        [SkipLocalsInit]
        get
        {
            if (s_getTime == null)
#pragma warning disable RS0030 // Whoever asks for the kernel's time wants no other.
                return Environment.TickCount64;
#pragma warning restore RS0030
            TimeSpecification time;
            s_getTime(MonotonicCoarse, &time);
            return (time.Seconds * 1000) + (time.Nanoseconds / 1_000_000);
        }
    }

    private static delegate* unmanaged[SuppressGCTransition]<int, TimeSpecification*, int> Find()
    {
        // Other processors name the function in another way, and where longs are short so are a time's parts.
        if (!OperatingSystem.IsLinux() || RuntimeInformation.ProcessArchitecture != Architecture.X64)
            return null;
        if (!NativeLibrary.TryLoad("linux-vdso.so.1", out var page) || !NativeLibrary.TryGetExport(page, "__vdso_clock_gettime", out var function))
            return null;
        var getTime = (delegate* unmanaged[SuppressGCTransition]<int, TimeSpecification*, int>)function;
        TimeSpecification time;
        return getTime(MonotonicCoarse, &time) == 0 ? getTime : null;
    }

    private struct TimeSpecification
    {
        public long Seconds;
        public long Nanoseconds;
    }
}
