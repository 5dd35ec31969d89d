using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace PluginSdk.Runtime.Caching;

/// <summary>
/// Counts hits without making threads wait for each other: each has a cell, incremented without a lock. Two threads that
/// share one can lose a hit.
/// </summary>
internal sealed class HitCounter
{
    private static int s_lastThread;

    [ThreadStatic]
    private static int t_thread;

    private readonly Cell[] _cells = new Cell[BitOperations.RoundUpToPowerOf2((uint)Environment.ProcessorCount * 4)];

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Increment()
    {
        var thread = t_thread;
        if (thread == 0)
            thread = Number();
        var cells = _cells;
        cells[thread & (cells.Length - 1)].Count++;
    }

    public long Sum()
    {
        var sum = 0L;
        foreach (ref var cell in _cells.AsSpan())
            sum += Volatile.Read(ref cell.Count);
        return sum;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int Number()
    {
        var number = Interlocked.Increment(ref s_lastThread);
        // 0 is for threads without a number, and comes round after four billion of them.
        return t_thread = number == 0 ? 1 : number;
    }

    /// <summary>As large as two cache lines, which processors fetch together.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 128)]
    private struct Cell
    {
        [FieldOffset(0)]
        public long Count;
    }
}
