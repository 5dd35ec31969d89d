using System.Runtime.CompilerServices;

namespace PluginSdk.Runtime.Caching;

/// <summary>
/// One representative for all keys that are equal, so that they are one key in the shared tier too: <c>1.0m</c> equals
/// <c>1.00m</c>, and a moment is the same in every zone, but each is encoded as what it says.
/// </summary>
internal static class CanonicalKey
{
    /// <summary>Divided by it, a decimal loses the zeros at its end.</summary>
    private const decimal One = 1.0000000000000000000000000000m;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TKey Of<TKey>(TKey key)
    {
        if (typeof(TKey) == typeof(decimal))
            return Cast<decimal, TKey>(Cast<TKey, decimal>(key) / One);
        if (typeof(TKey) == typeof(DateTimeOffset))
            return Cast<DateTimeOffset, TKey>(Cast<TKey, DateTimeOffset>(key).ToUniversalTime());
        if (typeof(TKey) == typeof(DateTime))
            return Cast<DateTime, TKey>(DateTime.SpecifyKind(Cast<TKey, DateTime>(key), DateTimeKind.Utc));
        if (typeof(TKey) == typeof(double))
            return Cast<double, TKey>(Of(Cast<TKey, double>(key)));
        if (typeof(TKey) == typeof(float))
            return Cast<float, TKey>((float)Of((double)Cast<TKey, float>(key)));
        if (typeof(TKey) == typeof(Half))
            return Cast<Half, TKey>((Half)Of((double)Cast<TKey, Half>(key)));
        return key;
    }

    /// <summary>Zero has a sign and what is not a number has many forms, and equality sees neither.</summary>
    private static double Of(double key) => key == 0 ? 0 : double.IsNaN(key) ? double.NaN : key;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TTo Cast<TFrom, TTo>(TFrom value) => Unsafe.As<TFrom, TTo>(ref value);
}
