using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace PluginSdk.Runtime.Caching;

/// <summary>
/// Hashes of keys that nobody outside the process can foresee: the seeds are drawn when it starts. Text is folded by
/// multiplication, 16 bytes at a time, as wyhash (Wang Yi) and foldhash (Orson Peters) do it: the product of two 64-bit words,
/// its upper half on its lower one.
/// </summary>
internal static class KeyHash
{
    private static readonly ulong s_first = Draw();
    private static readonly ulong s_second = Draw();
    private static readonly ulong s_odd = Draw() | 1;
    private static readonly ulong s_otherOdd = Draw() | 1;

    /// <summary>A hash of which every bit depends on the whole of <paramref name="key"/>, as far as the key's own hash does.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Of<TKey>(TKey key)
        where TKey : notnull
    {
        if (typeof(TKey) == typeof(long))
            return Spread((ulong)(long)(object)key);
        return key is string text ? OfText(text) : Spread((uint)key.GetHashCode());
    }

    private static int OfText(string text)
    {
        ref var start = ref Unsafe.As<char, byte>(ref MemoryMarshal.GetReference(text.AsSpan()));
        var length = (nuint)text.Length * sizeof(char);
        var state = s_first ^ length;
        if (length > 16)
        {
            for (nuint at = 0; at < length - 16; at += 16)
                state = Fold(Word(ref start, at) ^ state, Word(ref start, at + 8) ^ s_second);
            return Finish(Word(ref start, length - 16) ^ state, Word(ref start, length - 8) ^ s_second);
        }

        // Ends overlap where the text is short.
        if (length >= 8)
            return Finish(Word(ref start, 0) ^ state, Word(ref start, length - 8) ^ s_second);
        if (length >= 4)
            return Finish(HalfWord(ref start, 0) ^ state, HalfWord(ref start, length - 4) ^ s_second);
        return Finish((length == 0 ? 0UL : text[0]) ^ state, s_second);
    }

    /// <summary>Every bit of the number reaches every bit of the hash, which steps of any length otherwise do not.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Spread(ulong number)
    {
        var product = (number ^ s_first) * s_odd;
        return (int)(((product ^ (product >> 32)) * s_otherOdd) >> 32);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Finish(ulong left, ulong right) => (int)((Fold(left, right) * s_odd) >> 32);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Fold(ulong left, ulong right)
    {
        var high = Math.BigMul(left, right, out var low);
        return high ^ low;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Word(ref byte start, nuint at) => Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref start, at));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong HalfWord(ref byte start, nuint at) => Unsafe.ReadUnaligned<uint>(ref Unsafe.Add(ref start, at));

#pragma warning disable RS0030 // Where an entry stands in a table decides nothing that a run could repeat.
    private static ulong Draw() => MemoryMarshal.Read<ulong>(RandomNumberGenerator.GetBytes(sizeof(ulong)));
#pragma warning restore RS0030
}
