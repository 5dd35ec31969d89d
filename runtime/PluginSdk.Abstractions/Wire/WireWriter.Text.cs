using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace PluginSdk.Wire;

public ref partial struct WireWriter
{
    // Longer texts are measured first: reserving three bytes for each of their characters would waste too much.
    private const int LongestUnmeasuredText = 4096;

    // Up to three times that many bytes: the header has three itself at most.
    private const int LongestShortHeader = 3;

    /// <summary>Writes a string as UTF-8. A surrogate without its partner becomes U+FFFD.</summary>
    /// <param name="value">The text.</param>
    /// <exception cref="WireFormatException"><paramref name="value"/> is null.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteString(string value)
    {
        // A null here is an author's null in a member that is declared not to hold one.
        if (value is null)
            WireError.Null(typeof(string));
        WriteString(value.AsSpan());
    }

    /// <inheritdoc cref="WriteString(string)"/>
    public void WriteString(scoped ReadOnlySpan<char> value)
    {
        var length = value.Length;
        if (length > LongestUnmeasuredText)
        {
            WriteLongString(value);
            return;
        }

        // Nearly all text is ASCII: a byte for each character, and the header for as many.
        ref var target = ref Reserve((length * 3) + LongestShortHeader);
        var headerSize = StringHeaderSize(length);
        if (!AsciiText.TryNarrow(in MemoryMarshal.GetReference(value), length, ref Unsafe.Add(ref target, headerSize)))
        {
            WriteUnicode(value);
            return;
        }

        if (length <= 31)
            target = (byte)(WireCode.FixStr | length);
        else
            WriteStringHeader(ref target, length);
        _position += headerSize + length;
    }

    /// <summary>Text that does not need measuring, and has other characters than ASCII in it.</summary>
    private void WriteUnicode(scoped ReadOnlySpan<char> value)
    {
        var target = ReserveSpan((value.Length * 3) + LongestShortHeader);
        var length = Encoding.UTF8.GetBytes(value, target[LongestShortHeader..]);
        var headerSize = StringHeaderSize(length);
        target.Slice(LongestShortHeader, length).CopyTo(target[headerSize..]);
        WriteStringHeader(ref target[0], length);
        _position += headerSize + length;
    }

    private void WriteLongString(scoped ReadOnlySpan<char> value)
    {
        var length = Encoding.UTF8.GetByteCount(value);
        var headerSize = StringHeaderSize(length);
        var target = ReserveSpan(checked(headerSize + length));
        WriteStringHeader(ref target[0], length);
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

    /// <summary>Puts the header at a reserved place, which has room for it.</summary>
    private static void WriteStringHeader(ref byte target, int length)
    {
        switch (length)
        {
            case <= 31:
                target = (byte)(WireCode.FixStr | length);
                break;
            case <= byte.MaxValue:
                target = WireCode.Str8;
                Unsafe.Add(ref target, 1) = (byte)length;
                break;
            case <= ushort.MaxValue:
                target = WireCode.Str16;
                Put(ref target, 1, (ushort)length);
                break;
            default:
                target = WireCode.Str32;
                Put(ref target, 1, (uint)length);
                break;
        }
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
        var target = ReserveSpan(38);
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
            Put(ref target, 1, (ushort)length);
            _position += 3;
        }
        else
        {
            target = WireCode.Bin32;
            Put(ref target, 1, (uint)length);
            _position += 5;
        }
    }
}
