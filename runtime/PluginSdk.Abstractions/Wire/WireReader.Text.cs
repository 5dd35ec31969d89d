using System.Buffers.Binary;
using System.Buffers.Text;
using System.Text;
using System.Text.Unicode;

namespace PluginSdk.Wire;

public ref partial struct WireReader
{
    /// <summary>Reads a string.</summary>
    /// <returns>The text.</returns>
    /// <exception cref="WireFormatException">The next value is nil, not a string, or not UTF-8.</exception>
    public string ReadString()
    {
        var start = _position;
        var bytes = ReadStringBytes();
        if (!Utf8.IsValid(bytes))
            WireError.Malformed("UTF-8 text", start);
        return Encoding.UTF8.GetString(bytes);
    }

    /// <summary>Reads a string without decoding it, such as the name of a member.</summary>
    /// <returns>The UTF-8 bytes; they are not checked.</returns>
    public ReadOnlySpan<byte> ReadStringBytes()
    {
        var code = Peek();
        var start = _position;
        switch (code)
        {
            case >= WireCode.FixStr and <= 0xbf:
                _position++;
                return Take(code & 31);
            case WireCode.Str8:
                return Take(2, Take(2)[1]);
            case WireCode.Str16:
                return Take(3, BinaryPrimitives.ReadUInt16BigEndian(Take(3)[1..]));
            case WireCode.Str32:
                return Take(5, BinaryPrimitives.ReadUInt32BigEndian(Take(5)[1..]));
            default:
                WireError.Expected("a string", code, start);
                return default;
        }
    }

    /// <summary>The bytes after a header of <paramref name="header"/> bytes, which has been read.</summary>
    private ReadOnlySpan<byte> Take(int header, uint size)
    {
        if (size > (uint)Remaining)
            WireError.EndOfData(_position - header);
        return Take((int)size);
    }

    private ReadOnlySpan<byte> ReadBinaryBytes()
    {
        var code = Peek();
        switch (code)
        {
            case WireCode.Bin8:
                return Take(2, Take(2)[1]);
            case WireCode.Bin16:
                return Take(3, BinaryPrimitives.ReadUInt16BigEndian(Take(3)[1..]));
            case WireCode.Bin32:
                return Take(5, BinaryPrimitives.ReadUInt32BigEndian(Take(5)[1..]));
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
        if (Peek() is WireCode.Bin8)
        {
            var bytes = ReadBinaryBytes();
            if (bytes.Length != 16)
                WireError.Malformed("a GUID of 16 bytes", start);
            return new Guid(bytes);
        }

        var text = ReadStringBytes();
        if (!Utf8Parser.TryParse(text, out Guid value, out var consumed, text.Length == 32 ? 'N' : 'D') || consumed != text.Length)
            WireError.Malformed("a GUID", start);
        return value;
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
