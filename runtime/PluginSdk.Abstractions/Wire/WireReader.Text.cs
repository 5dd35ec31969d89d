using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Unicode;

namespace PluginSdk.Wire;

public ref partial struct WireReader
{
    private const int LongestTextOnStack = 256;

    /// <summary>Reads a string.</summary>
    /// <returns>The text.</returns>
    /// <exception cref="WireFormatException">The next value is nil, not a string, or not UTF-8.</exception>
    public string ReadString()
    {
        var start = _position;
        var bytes = ReadStringBytes();

        // Asked first, so that the string that is allocated is the one that is returned; then widened straight into it.
        return AsciiText.IsAscii(in MemoryMarshal.GetReference(bytes), bytes.Length)
            ? string.Create(bytes.Length, bytes, static (text, bytes) =>
                AsciiText.Widen(in MemoryMarshal.GetReference(bytes), bytes.Length, ref MemoryMarshal.GetReference(text)))
            : Decode(bytes, start);
    }

    /// <summary>Text with other characters than ASCII in it.</summary>
    private static string Decode(ReadOnlySpan<byte> bytes, int start)
    {
        if (bytes.Length <= LongestTextOnStack)
        {
            Span<char> text = stackalloc char[LongestTextOnStack];
            if (Utf8.ToUtf16(bytes, text, out _, out var length, replaceInvalidSequences: false) != OperationStatus.Done)
                WireError.Malformed("UTF-8 text", start);
            return new string(text[..length]);
        }

        if (!Utf8.IsValid(bytes))
            WireError.Malformed("UTF-8 text", start);
        return Encoding.UTF8.GetString(bytes);
    }

    /// <summary>Reads a string without decoding it, such as the name of a member.</summary>
    /// <returns>The UTF-8 bytes; they are not checked.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ReadOnlySpan<byte> ReadStringBytes()
    {
        var code = Peek();
        if (code is < WireCode.FixStr or > 0xbf)
            return ReadLongStringBytes();
        _position++;
        return TakeSpan(code & 31u);
    }

    private ReadOnlySpan<byte> ReadLongStringBytes()
    {
        var code = Peek();
        switch (code)
        {
            case WireCode.Str8:
                return TakeSpan(Unsafe.Add(ref Take(2), 1));
            case WireCode.Str16:
                return TakeSpan(Get16(ref Take(3), 1));
            case WireCode.Str32:
                return TakeSpan(Get32(ref Take(5), 1));
            default:
                WireError.Expected("a string", code, _position);
                return default;
        }
    }

    private ReadOnlySpan<byte> ReadBinaryBytes()
    {
        var code = Peek();
        switch (code)
        {
            case WireCode.Bin8:
                return TakeSpan(Unsafe.Add(ref Take(2), 1));
            case WireCode.Bin16:
                return TakeSpan(Get16(ref Take(3), 1));
            case WireCode.Bin32:
                return TakeSpan(Get32(ref Take(5), 1));
            default:
                // The old specification had only strings.
                if (code is >= WireCode.FixStr and <= 0xbf or WireCode.Str8 or WireCode.Str16 or WireCode.Str32)
                    return ReadStringBytes();
                WireError.Expected("binary", code, _position);
                return default;
        }
    }

    /// <summary>Reads bytes.</summary>
    /// <returns>A copy of them.</returns>
    public byte[] ReadBinary() => ReadBinaryBytes().ToArray();

    /// <summary>Reads a GUID from its text, with or without hyphens, or from its 16 bytes.</summary>
    /// <returns>The value.</returns>
    public Guid ReadGuid()
    {
        var start = _position;
        if (Peek() == WireCode.Bin8)
            return ReadBinaryGuid();
        if (!GuidText.TryParse(ReadStringBytes(), out var value))
            WireError.Malformed("a GUID", start);
        return value;
    }

    private Guid ReadBinaryGuid()
    {
        var start = _position;
        var bytes = ReadBinaryBytes();
        if (bytes.Length != 16)
            WireError.Malformed("a GUID of 16 bytes", start);
        return new Guid(bytes);
    }

    /// <summary>Reads an absolute or relative address.</summary>
    /// <returns>The address.</returns>
    public Uri ReadUri()
    {
        var start = _position;
        if (!Uri.TryCreate(ReadString(), UriKind.RelativeOrAbsolute, out var value))
            WireError.Malformed("an address", start);
        return value!;
    }

    /// <summary>Reads a version from its text.</summary>
    /// <returns>The version.</returns>
    public Version ReadVersion()
    {
        var start = _position;
        if (!Version.TryParse(ReadString(), out var value))
            WireError.Malformed("a version", start);
        return value!;
    }

    /// <summary>Reads a Unicode scalar value.</summary>
    /// <returns>The scalar value.</returns>
    public Rune ReadRune()
    {
        var start = _position;
        if (!Rune.TryCreate(ReadInt32(), out var value))
            WireError.Malformed("a Unicode scalar value", start);
        return value;
    }
}
