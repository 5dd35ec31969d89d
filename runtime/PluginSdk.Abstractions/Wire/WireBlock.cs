using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace PluginSdk.Wire;

/// <summary>
/// A stretch of the output that has room for all that is written into it: values follow each other without a look at the
/// window, and the place stays in a register. Between <see cref="WireWriter.Begin"/> and <see cref="WireWriter.End"/>
/// the writer itself is left alone.
/// </summary>
/// <remarks>
/// Made for generated code, which asks <see cref="WireRoom"/> what each value needs. Nothing here checks that there is room.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public ref partial struct WireBlock
{
    // Methods that are not inlined take and return the place: a struct whose address they took would not be in a register.
    private ref byte _at;

    internal WireBlock(ref byte at) => _at = ref at;

    /// <summary>Behind the last value.</summary>
    [System.Diagnostics.CodeAnalysis.UnscopedRef]
    internal readonly ref byte At => ref _at;

    /// <summary>Writes nil, the MessagePack null.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteNil() => WriteCode(WireCode.Nil);

    /// <summary>Writes a boolean.</summary>
    /// <param name="value">The value.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteBoolean(bool value) => WriteCode(value ? WireCode.True : WireCode.False);

    /// <summary>Announces an array of <paramref name="count"/> values, which must follow.</summary>
    /// <param name="count">How many.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteArrayHeader(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        if (count <= 15)
            WriteCode((byte)(WireCode.FixArray | count));
        else
            _at = ref LongHeader(ref _at, count, WireCode.Array16);
    }

    /// <summary>Announces a map of <paramref name="count"/> pairs, which must follow: key, value, key, value.</summary>
    /// <param name="count">How many.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteMapHeader(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        if (count <= 15)
            WriteCode((byte)(WireCode.FixMap | count));
        else
            _at = ref LongHeader(ref _at, count, WireCode.Map16);
    }

    /// <summary>Appends bytes that are MessagePack already, such as the names of members.</summary>
    /// <param name="bytes">The bytes.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteRaw(scoped ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(MemoryMarshal.CreateSpan(ref _at, bytes.Length));
        Advance(bytes.Length);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void WriteCode(byte code)
    {
        _at = code;
        Advance(1);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Advance(int length) => _at = ref Unsafe.Add(ref _at, length);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static ref byte LongHeader(ref byte at, int count, byte code16)
    {
        if (count <= ushort.MaxValue)
        {
            at = code16;
            Put(ref at, 1, (ushort)count);
            return ref Unsafe.Add(ref at, 3);
        }

        at = (byte)(code16 + 1);
        Put(ref at, 1, (uint)count);
        return ref Unsafe.Add(ref at, 5);
    }
}
