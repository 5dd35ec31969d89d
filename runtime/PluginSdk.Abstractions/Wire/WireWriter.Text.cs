using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text;

namespace PluginSdk.Wire;

public ref partial struct WireWriter
{
    /// <summary>Writes a string as UTF-8. A surrogate without its partner becomes U+FFFD.</summary>
    /// <param name="value">The text.</param>
    /// <exception cref="WireFormatException"><paramref name="value"/> is null.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteString(string value)
    {
        var block = Begin(WireRoom.Of(value));
        block.WriteString(value);
        End(block);
    }

    /// <inheritdoc cref="WriteString(string)"/>
    public void WriteString(scoped ReadOnlySpan<char> value)
    {
        var block = Begin(WireRoom.Of(value));
        block.WriteString(value);
        End(block);
    }

    /// <summary>Writes an absolute or relative address as it was given.</summary>
    /// <param name="value">The address.</param>
    /// <exception cref="WireFormatException"><paramref name="value"/> is null.</exception>
    public void WriteUri(Uri value)
    {
        if (value is null)
            WireError.Null(typeof(Uri));
        WriteString(value.OriginalString);
    }

    /// <summary>Writes a version as text.</summary>
    /// <param name="value">The version.</param>
    /// <exception cref="WireFormatException"><paramref name="value"/> is null.</exception>
    public void WriteVersion(Version value)
    {
        if (value is null)
            WireError.Null(typeof(Version));
        WriteString(value.ToString());
    }

    /// <summary>Writes a Unicode scalar value as an integer.</summary>
    /// <param name="value">The scalar value.</param>
    public void WriteRune(Rune value) => WriteInt32(value.Value);

    /// <summary>Writes a GUID as its 36 characters, which is what MessagePack-CSharp and other languages read.</summary>
    /// <param name="value">The GUID.</param>
    public void WriteGuid(Guid value)
    {
        var block = Begin(WireRoom.Guid);
        block.WriteGuid(value);
        End(block);
    }

    /// <summary>Writes bytes.</summary>
    /// <param name="value">The bytes.</param>
    public void WriteBinary(scoped ReadOnlySpan<byte> value)
    {
        WriteBinaryHeader(value.Length);
        WriteRaw(value);
    }

    /// <summary>Writes an array of bytes.</summary>
    /// <param name="value">The bytes.</param>
    /// <exception cref="WireFormatException"><paramref name="value"/> is null.</exception>
    public void WriteBinary(byte[] value)
    {
        if (value is null)
            WireError.Null(typeof(byte[]));
        WriteBinary(value.AsSpan());
    }

    /// <summary>Writes the bytes of a sequence as one.</summary>
    /// <param name="value">The bytes.</param>
    public void WriteBinary(in ReadOnlySequence<byte> value)
    {
        if (value.Length > Array.MaxLength)
            WireError.TooLarge();
        WriteBinaryHeader((int)value.Length);
        foreach (var segment in value)
            WriteRaw(segment.Span);
    }

    private void WriteBinaryHeader(int length)
    {
        ref var target = ref Reserve(5);
        if (length <= byte.MaxValue)
        {
            target = WireCode.Bin8;
            Unsafe.Add(ref target, 1) = (byte)length;
            _position += 2;
        }
        else if (length <= ushort.MaxValue)
        {
            target = WireCode.Bin16;
            WireBlock.Put(ref target, 1, (ushort)length);
            _position += 3;
        }
        else
        {
            target = WireCode.Bin32;
            WireBlock.Put(ref target, 1, (uint)length);
            _position += 5;
        }
    }
}
