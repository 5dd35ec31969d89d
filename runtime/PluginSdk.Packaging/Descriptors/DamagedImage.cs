namespace PluginSdk.Packaging;

/// <summary>
/// What comes of reading an image whose bytes are damaged: the runtime's reader checks much, but not all, and where it
/// does not, whatever stands in the bytes is used as an index, a length or a kind.
/// </summary>
internal static class DamagedImage
{
    public static bool IsCause(Exception exception) => exception is
        BadImageFormatException or ArgumentException or ArithmeticException or IndexOutOfRangeException or InvalidCastException
        or InvalidOperationException or KeyNotFoundException;
}
