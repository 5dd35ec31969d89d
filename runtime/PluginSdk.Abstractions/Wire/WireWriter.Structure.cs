using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace PluginSdk.Wire;

public ref partial struct WireWriter
{
    /// <summary>Announces an array of <paramref name="count"/> values, which must follow.</summary>
    /// <param name="count">How many.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteArrayHeader(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        WriteHeader(count, WireCode.FixArray, WireCode.Array16);
    }

    /// <summary>Announces a map of <paramref name="count"/> pairs, which must follow: key, value, key, value.</summary>
    /// <param name="count">How many.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteMapHeader(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        WriteHeader(count, WireCode.FixMap, WireCode.Map16);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void WriteHeader(int count, byte fix, byte code16)
    {
        if (count <= 15)
        {
            Reserve(1)[0] = (byte)(fix | count);
            _position++;
        }
        else
        {
            WriteLongHeader(count, code16);
        }
    }

    private void WriteLongHeader(int count, byte code16)
    {
        var target = Reserve(5);
        if (count <= ushort.MaxValue)
        {
            BinaryPrimitives.WriteUInt16BigEndian(target[1..], (ushort)count);
            target[0] = code16;
            _position += 3;
        }
        else
        {
            BinaryPrimitives.WriteInt32BigEndian(target[1..], count);
            target[0] = (byte)(code16 + 1);
            _position += 5;
        }
    }
}
