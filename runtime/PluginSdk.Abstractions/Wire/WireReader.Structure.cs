using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace PluginSdk.Wire;

public ref partial struct WireReader
{
    /// <summary>Reads the header of an array.</summary>
    /// <returns>The number of values that follow; there are at least as many bytes.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int ReadArrayHeader()
    {
        var count = Peek() ^ WireCode.FixArray;
        if (count <= 15 && count < Remaining)
        {
            _position++;
            return count;
        }

        return ReadLongHeader(WireCode.FixArray, WireCode.Array16, bytesPerElement: 1, "an array");
    }

    /// <summary>Reads the header of a map.</summary>
    /// <returns>The number of pairs that follow; there are at least twice as many bytes.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int ReadMapHeader()
    {
        var count = Peek() ^ WireCode.FixMap;
        if (count <= 15 && count * 2 < Remaining)
        {
            _position++;
            return count;
        }

        return ReadLongHeader(WireCode.FixMap, WireCode.Map16, bytesPerElement: 2, "a map");
    }

    /// <summary>Reads the header of an array that has as many values as the tuple or pair that it stands for.</summary>
    /// <param name="count">How many.</param>
    public void ReadArrayHeader(int count)
    {
        var actual = ReadArrayHeader();
        if (actual != count)
            WireError.WrongCount(count, actual);
    }

    /// <summary>Reads what precedes the value of a union: an array of two, and the key of the subtype.</summary>
    /// <returns>The key.</returns>
    public int ReadUnionKey()
    {
        ReadArrayHeader(2);
        return ReadInt32();
    }

    /// <summary>Reads exactly these bytes, if they come next.</summary>
    /// <param name="expected">One or more whole MessagePack values, such as the name of the member that is expected.</param>
    /// <returns>Whether they did.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryReadRaw(scoped ReadOnlySpan<byte> expected)
    {
        if (Remaining < expected.Length
            || !MemoryMarshal.CreateReadOnlySpan(ref Unsafe.Add(ref Unsafe.AsRef(in _data), _position), expected.Length).SequenceEqual(expected))
        {
            return false;
        }

        _position += expected.Length;
        return true;
    }

    /// <summary>Reads the name of a member.</summary>
    /// <returns>The UTF-8 bytes; none where the key of the map is no string, which is the name of no member.</returns>
    public ReadOnlySpan<byte> ReadMemberName()
    {
        if (Peek() is >= WireCode.FixStr and <= 0xbf or >= WireCode.Str8 and <= WireCode.Str32)
            return ReadStringBytes();
        Skip();
        return default;
    }

    private int ReadLongHeader(byte fix, byte code16, int bytesPerElement, string what)
    {
        var start = _position;
        var code = Peek();
        uint count;
        if ((code & 0xf0) == fix)
        {
            _position++;
            count = code & 15u;
        }
        else if (code == code16)
        {
            count = Get16(ref Take(3), 1);
        }
        else if (code == code16 + 1)
        {
            count = Get32(ref Take(5), 1);
        }
        else
        {
            WireError.Expected(what, code, start);
            return 0;
        }

        if ((ulong)count * (uint)bytesPerElement > (uint)Remaining)
            WireError.CountTooLarge(count, start);
        return (int)count;
    }

    /// <summary>Reads one value of any type and drops it.</summary>
    public void Skip()
    {
        // Values that are still to be dropped. Each takes a byte at least, so that the sum is bounded by the data, and
        // nesting costs no stack.
        long pending = 1;
        while (pending > 0)
        {
            pending--;
            var code = Peek();
            switch (code)
            {
                case >= WireCode.FixMap and <= 0x8f or WireCode.Map16 or WireCode.Map32:
                    pending += 2L * ReadMapHeader();
                    break;
                case >= WireCode.FixArray and <= 0x9f or WireCode.Array16 or WireCode.Array32:
                    pending += ReadArrayHeader();
                    break;
                case >= WireCode.FixStr and <= 0xbf or WireCode.Str8 or WireCode.Str16 or WireCode.Str32:
                    ReadStringBytes();
                    break;
                case WireCode.Bin8 or WireCode.Bin16 or WireCode.Bin32:
                    ReadBinaryBytes();
                    break;
                default:
                    SkipScalar(code);
                    break;
            }

            if (pending > Remaining)
                WireError.EndOfData(_position);
        }
    }

    /// <summary>Reads one value of any type without looking into it.</summary>
    /// <returns>Its bytes.</returns>
    public ReadOnlySpan<byte> ReadRaw()
    {
        var start = _position;
        Skip();
        return MemoryMarshal.CreateReadOnlySpan(ref Unsafe.Add(ref Unsafe.AsRef(in _data), start), _position - start);
    }

    /// <summary>Drops <paramref name="count"/> values.</summary>
    /// <param name="count">How many; none if it is not positive.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Skip(int count)
    {
        if (count > 0)
            SkipMany(count);
    }

    private void SkipMany(int count)
    {
        for (; count > 0; count--)
            Skip();
    }

    private void SkipScalar(byte code)
    {
        switch (code)
        {
            case WireCode.NeverUsed:
                WireError.Expected("a value", code, _position);
                break;
            case WireCode.Ext8:
                TakeExtension(Unsafe.Add(ref Take(2), 1));
                break;
            case WireCode.Ext16:
                TakeExtension(Get16(ref Take(3), 1));
                break;
            case WireCode.Ext32:
                TakeExtension(Get32(ref Take(5), 1));
                break;
            default:
                Take(SizeOfScalar(code));
                break;
        }
    }

    /// <summary>The type of an extension, and as many bytes as its header says.</summary>
    private void TakeExtension(uint size)
    {
        Take(1);
        TakeSpan(size);
    }

    private static int SizeOfScalar(byte code) => code switch
    {
        WireCode.UInt8 or WireCode.Int8 => 2,
        WireCode.UInt16 or WireCode.Int16 or WireCode.FixExt1 => 3,
        WireCode.FixExt2 => 4,
        WireCode.UInt32 or WireCode.Int32 or WireCode.Float32 => 5,
        WireCode.FixExt4 => 6,
        WireCode.UInt64 or WireCode.Int64 or WireCode.Float64 => 9,
        WireCode.FixExt8 => 10,
        WireCode.FixExt16 => 18,
        _ => 1,
    };
}
