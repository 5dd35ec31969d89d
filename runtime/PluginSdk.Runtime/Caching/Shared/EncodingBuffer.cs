using System.Buffers;

namespace PluginSdk.Runtime.Caching;

/// <summary>A buffer per thread to encode into, so that only the exact bytes are allocated.</summary>
internal static class EncodingBuffer
{
    private const int LargestKept = 64 * 1024;

    [ThreadStatic]
    private static ArrayBufferWriter<byte>? t_buffer;

    /// <summary>The thread's buffer, or another one while that is in use: a codec may itself read from a cache.</summary>
    public static ArrayBufferWriter<byte> Rent()
    {
        var buffer = t_buffer ?? new ArrayBufferWriter<byte>(256);
        t_buffer = null;
        return buffer;
    }

    public static void Return(ArrayBufferWriter<byte> buffer)
    {
        buffer.ResetWrittenCount();
        if (buffer.Capacity <= LargestKept)
            t_buffer = buffer;
    }
}
