namespace PluginSdk.Wire;

/// <summary>
/// How much to allocate for a collection of a declared count. The count is what a sender claims: it decides nothing
/// beyond the first <see cref="Trusted"/> elements. After those it is believed as far as there are bytes left for
/// elements of the size that has really arrived.
/// </summary>
public static class WireCapacity
{
    /// <summary>The most elements that room is made for before any was read.</summary>
    public const int Trusted = 1024;

    /// <summary>The room to start with.</summary>
    /// <param name="count">The declared count.</param>
    /// <returns>The capacity.</returns>
    public static int For(int count) => Math.Min(count, Trusted);

    /// <summary>The room to start or to go on with, when <paramref name="read"/> elements have arrived and fill the room so far.</summary>
    /// <param name="read">How many elements have been read.</param>
    /// <param name="count">The declared count, which is larger.</param>
    /// <param name="start">The <see cref="WireReader.Position"/> of the first element.</param>
    /// <param name="reader">Where the elements come from.</param>
    /// <returns>The capacity: more than was read, never more than the count.</returns>
    public static int Next(int read, int count, int start, scoped in WireReader reader)
    {
        if (read == 0)
            return For(count);
        var justified = (long)reader.Remaining * read / Math.Max(1, reader.Position - start);
        return (int)Math.Min(count, read + Math.Max(justified, Trusted));
    }
}
