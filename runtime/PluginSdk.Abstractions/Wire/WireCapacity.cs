using System.Runtime.CompilerServices;

namespace PluginSdk.Wire;

/// <summary>
/// How much to allocate for a collection of a declared count. The count is what a sender claims: it is believed as far as
/// the bytes that have arrived justify. Each element takes a byte of them at least, which is enough for numbers; of
/// anything else <see cref="Trusted"/> elements at first, and after those as many as there are bytes left for elements of
/// the size that has really arrived.
/// </summary>
public static class WireCapacity
{
    /// <summary>The most elements, other than numbers, that room is made for before any was read.</summary>
    public const int Trusted = 1024;

    /// <summary>The room to start with.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <param name="count">The declared count; there are at least as many bytes.</param>
    /// <returns>The capacity.</returns>
    public static int For<T>(int count)
        => Unsafe.SizeOf<T>() <= sizeof(ulong) && !RuntimeHelpers.IsReferenceOrContainsReferences<T>() ? count : Math.Min(count, Trusted);

    /// <summary>The room to start or to go on with, when <paramref name="read"/> elements have arrived and fill the room so far.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <param name="read">How many elements have been read.</param>
    /// <param name="count">The declared count, which is larger.</param>
    /// <param name="start">The <see cref="WireReader.Position"/> of the first element.</param>
    /// <param name="reader">Where the elements come from.</param>
    /// <returns>The capacity: more than was read, never more than the count.</returns>
    public static int Next<T>(int read, int count, int start, scoped in WireReader reader)
    {
        if (read == 0)
            return For<T>(count);
        var justified = (long)reader.Remaining * read / Math.Max(1, reader.Position - start);
        return (int)Math.Min(count, read + Math.Max(justified, Trusted));
    }
}
