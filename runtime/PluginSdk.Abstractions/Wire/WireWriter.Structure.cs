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
            Reserve(1) = (byte)(fix | count);
            _position++;
        }
        else
        {
            WriteLongHeader(count, code16);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void WriteLongHeader(int count, byte code16)
    {
        ref var target = ref Reserve(5);
        if (count <= ushort.MaxValue)
        {
            target = code16;
            Put(ref target, 1, (ushort)count);
            _position += 3;
        }
        else
        {
            target = (byte)(code16 + 1);
            Put(ref target, 1, (uint)count);
            _position += 5;
        }
    }
}
