using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace PluginSdk.Runtime.Caching;

/// <summary>
/// Counts hits without making threads wait for each other: each has a cell, incremented without a lock. Two threads that
/// share one can lose a hit.
/// </summary>
internal sealed unsafe class HitCounter
{
    private const ulong GoldenRatio = 0x9E3779B97F4A7C15;

    private readonly Cell[] _cells;
    private readonly int _shift;

    public HitCounter()
    {
        var size = BitOperations.RoundUpToPowerOf2((uint)Environment.ProcessorCount * 4);
        _cells = new Cell[size];
        _shift = 64 - BitOperations.Log2(size);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Increment()
    {
        // Where the stack is tells threads apart, without the call that a thread static costs: none is within 64 KB of another.
        int here;
        _cells[(int)((((ulong)&here >> 16) * GoldenRatio) >> _shift)].Count++;
    }

    public long Sum()
    {
        var sum = 0L;
        foreach (ref var cell in _cells.AsSpan())
            sum += Volatile.Read(ref cell.Count);
        return sum;
    }

    /// <summary>As large as two cache lines, which processors fetch together.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 128)]
    private struct Cell
    {
        [FieldOffset(0)]
        public long Count;
    }
}
