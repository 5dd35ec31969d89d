using System.Runtime.CompilerServices;

namespace PluginSdk.Wire;

public ref partial struct WireWriter
{
    /// <summary>Announces an array of <paramref name="count"/> values, which must follow.</summary>
    /// <param name="count">How many.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteArrayHeader(int count)
    {
        var block = Begin(WireRoom.Header);
        block.WriteArrayHeader(count);
        End(block);
    }

    /// <summary>Announces a map of <paramref name="count"/> pairs, which must follow: key, value, key, value.</summary>
    /// <param name="count">How many.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteMapHeader(int count)
    {
        var block = Begin(WireRoom.Header);
        block.WriteMapHeader(count);
        End(block);
    }
}
