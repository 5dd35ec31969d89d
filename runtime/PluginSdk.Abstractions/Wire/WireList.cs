using System.ComponentModel;
using System.Runtime.InteropServices;

namespace PluginSdk.Wire;

/// <summary>What generated codecs read lists with.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class WireList
{
    /// <summary>Makes as much room in a list that is being read as its declared count deserves by now.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <param name="items">The list; all that it has was read.</param>
    /// <param name="count">The declared count, which is larger than the list.</param>
    /// <param name="start">The <see cref="WireReader.Position"/> of the first element.</param>
    /// <param name="reader">Where the elements come from.</param>
    /// <returns>The places that the next elements go to; the list has them already.</returns>
    public static Span<T> Extend<T>(List<T> items, int count, int start, scoped in WireReader reader)
    {
        ArgumentNullException.ThrowIfNull(items);
        var read = items.Count;
        var room = WireCapacity.Next<T>(read, count, start, in reader);
        if (items.Capacity < room)
            items.Capacity = room;
        CollectionsMarshal.SetCount(items, room);
        return CollectionsMarshal.AsSpan(items)[read..];
    }
}
