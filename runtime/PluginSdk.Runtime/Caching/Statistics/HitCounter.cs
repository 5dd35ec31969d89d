using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace PluginSdk.Runtime.Caching;

/// <summary>
/// Counts hits without making processors wait for each other: a cell each, incremented without a lock. Two threads that
/// change places in the middle of it can lose one.
/// </summary>
internal sealed class HitCounter
{
#pragma warning disable RS0030 // Which processor it is decides only which cell counts, never what happens.
    private readonly Cell[] _cells = new Cell[BitOperations.RoundUpToPowerOf2((uint)Environment.ProcessorCount)];

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Increment()
    {
        var cells = _cells;
        cells[Thread.GetCurrentProcessorId() & (cells.Length - 1)].Count++;
    }
#pragma warning restore RS0030

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
