using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Text;

namespace PluginSdk.Wire;

public ref partial struct WireWriter
{
    // Longer texts are measured first: reserving three bytes for each of their characters would waste too much.
    private const int LongestUnmeasuredText = 4096;

    /// <summary>Writes a string as UTF-8. A surrogate without its partner becomes U+FFFD.</summary>
    /// <param name="value">The text.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteString(string value)
    {
        // A null here is an author's null in a member that is declared not to hold one.
        ArgumentNullException.ThrowIfNull(value);
        WriteString(value.AsSpan());
    }

    /// <inheritdoc cref="WriteString(string)"/>
    public void WriteString(scoped ReadOnlySpan<char> value)
    {
        if (value.Length > LongestUnmeasuredText)
        {
            WriteLongString(value);
            return;
        }

        // Nearly all text is ASCII: encode behind the header that it would get then, and move it if that was too short.
        var target = Reserve((value.Length * 3) + 3);
        var headerSize = StringHeaderSize(value.Length);
        var length = Encoding.UTF8.GetBytes(value, target[headerSize..]);
        var actualHeaderSize = StringHeaderSize(length);
        if (actualHeaderSize != headerSize)
            target.Slice(headerSize, length).CopyTo(target[actualHeaderSize..]);
        WriteStringHeader(target, length);
        _position += actualHeaderSize + length;
    }

    private void WriteLongString(scoped ReadOnlySpan<char> value)
    {
        var length = Encoding.UTF8.GetByteCount(value);
        var headerSize = StringHeaderSize(length);
        var target = Reserve(checked(headerSize + length));
        WriteStringHeader(target, length);
        Encoding.UTF8.GetBytes(value, target[headerSize..]);
        _position += headerSize + length;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int StringHeaderSize(int length) => length switch
    {
        <= 31 => 1,
        <= byte.MaxValue => 2,
        <= ushort.MaxValue => 3,
        _ => 5,
    };

    private static void WriteStringHeader(Span<byte> target, int length)
    {
        switch (length)
        {
            case <= 31:
                target[0] = (byte)(WireCode.FixStr | length);
                break;
            case <= byte.MaxValue:
                target[1] = (byte)length;
                target[0] = WireCode.Str8;
                break;
            case <= ushort.MaxValue:
                BinaryPrimitives.WriteUInt16BigEndian(target[1..], (ushort)length);
                target[0] = WireCode.Str16;
                break;
            default:
                BinaryPrimitives.WriteInt32BigEndian(target[1..], length);
                target[0] = WireCode.Str32;
                break;
        }
    }

    /// <summary>Writes an absolute or relative address as it was given.</summary>
    /// <param name="value">The address.</param>
    public void WriteUri(Uri value)
    {
        ArgumentNullException.ThrowIfNull(value);
        WriteString(value.OriginalString);
    }

    /// <summary>Writes a version as text.</summary>
    /// <param name="value">The version.</param>
    public void WriteVersion(Version value)
    {
        ArgumentNullException.ThrowIfNull(value);
        WriteString(value.ToString());
    }

    /// <summary>Writes a Unicode scalar value as an integer.</summary>
    /// <param name="value">The scalar value.</param>
    public void WriteRune(Rune value) => WriteInt32(value.Value);

    /// <summary>Writes a GUID as its 36 characters, which is what MessagePack-CSharp and other languages read.</summary>
    /// <param name="value">The GUID.</param>
    public void WriteGuid(Guid value)
    {
        var target = Reserve(38);
        value.TryFormat(target[2..], out _);
        target[1] = 36;
        target[0] = WireCode.Str8;
        _position += 38;
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
    public void WriteBinary(byte[] value)
    {
        ArgumentNullException.ThrowIfNull(value);
        WriteBinary(value.AsSpan());
    }

    private void WriteBinaryHeader(int length)
    {
        var target = Reserve(5);
        if (length <= byte.MaxValue)
        {
            target[1] = (byte)length;
            target[0] = WireCode.Bin8;
            _position += 2;
        }
        else if (length <= ushort.MaxValue)
        {
            BinaryPrimitives.WriteUInt16BigEndian(target[1..], (ushort)length);
            target[0] = WireCode.Bin16;
            _position += 3;
        }
        else
        {
            BinaryPrimitives.WriteInt32BigEndian(target[1..], length);
            target[0] = WireCode.Bin32;
            _position += 5;
        }
    }
}
