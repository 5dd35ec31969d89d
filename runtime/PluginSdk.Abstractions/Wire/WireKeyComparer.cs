using System.Runtime.CompilerServices;
using System.Security.Cryptography;

namespace PluginSdk.Wire;

/// <summary>
/// The default equality with hashes that nobody outside can foresee: they are multiplied with random numbers of this
/// process, and while a collection is read, keys that still collide are counted.
/// </summary>
/// <remarks>
/// Small collections do without it, since the worst that colliding keys can do there costs less than reading them.
/// Strings do too: <see cref="Dictionary{TKey, TValue}"/> itself switches to random hashes when they collide.
/// </remarks>
internal sealed class WireKeyComparer<T> : IEqualityComparer<T>
{
    private const int Harmless = 256;
    private const int CollisionsPerKey = 100;

    private long _collisionsLeft;

    private WireKeyComparer(int count) => _collisionsLeft = (long)count * CollisionsPerKey;

    /// <summary>The comparer for a collection of the declared count: null where the default one will do.</summary>
    public static WireKeyComparer<T>? For(int count)
        => count <= Harmless || typeof(T) == typeof(string) ? null : new WireKeyComparer<T>(count);

    /// <summary>
    /// The comparer for a frozen collection: frozen ones hash strings by a rule that everybody knows, and do not switch.
    /// </summary>
    /// <param name="count">How many keys it has.</param>
    /// <param name="own">The comparer of what it is made of.</param>
    public static IEqualityComparer<T> ForFrozen(int count, IEqualityComparer<T> own)
        => count > Harmless && typeof(T) == typeof(string) ? (IEqualityComparer<T>)(object)WireTextComparer.Instance : own;

    /// <summary>From here on the keys are the program's own, and may collide as they like.</summary>
    public void EndReading() => _collisionsLeft = long.MaxValue;

    public bool Equals(T? x, T? y)
    {
        // Asked only about keys of equal hash.
        if (EqualityComparer<T>.Default.Equals(x, y))
            return true;
        if (--_collisionsLeft < 0)
            WireError.CollidingKeys(typeof(T));
        return false;
    }

    public int GetHashCode(T key)
    {
        // Types whose own hash folds 64 or 128 bits into 32 in a way that everybody knows.
        if (typeof(T) == typeof(long) || typeof(T) == typeof(ulong) || typeof(T) == typeof(TimeSpan) || typeof(T) == typeof(TimeOnly))
            return WireKeySeed.Hash(Unsafe.BitCast<T, ulong>(key));
        if (typeof(T) == typeof(Guid) || typeof(T) == typeof(Int128) || typeof(T) == typeof(UInt128))
        {
            var bits = Unsafe.BitCast<T, UInt128>(key);
            return WireKeySeed.Hash((ulong)bits, (ulong)(bits >> 64));
        }

        return WireKeySeed.Hash((uint)key!.GetHashCode());
    }
}

/// <summary>The random numbers of this process, and the multiply-shift hashes made with them.</summary>
internal static class WireKeySeed
{
    private static readonly ulong s_first = Next() | 1;
    private static readonly ulong s_second = Next() | 1;
    private static readonly ulong s_third = Next();

    public static int Hash(uint value) => (int)(((value * s_first) + s_third) >> 32);

    public static int Hash(ulong value) => Hash(value, 0);

    public static int Hash(ulong low, ulong high)
    {
        // Each half is multiplied by a number of its own, high and low words of the products folded together.
        var lowProduct = Math.BigMul(low ^ s_third, s_first);
        var highProduct = Math.BigMul(high ^ s_first, s_second);
        var mixed = lowProduct ^ highProduct;
        return (int)(((ulong)mixed ^ (ulong)(mixed >> 64)) >> 16);
    }

    private static ulong Next() => BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(sizeof(ulong)));
}
