using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace PluginSdk.Wire;

public ref partial struct WireBlock
{
    // Up to three times that many bytes: the header has three itself at most.
    private const int LongestShortHeader = 3;

    /// <summary>Writes a string as UTF-8. A surrogate without its partner becomes U+FFFD.</summary>
    /// <param name="value">The text; not null, which <see cref="WireRoom.Of(string)"/> has seen to.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteString(string value) => _at = ref Text(ref _at, value.AsSpan());

    /// <inheritdoc cref="WriteString(string)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void WriteString(scoped ReadOnlySpan<char> value) => _at = ref Text(ref _at, value);

    /// <summary>Writes a Unicode scalar value as an integer.</summary>
    /// <param name="value">The scalar value.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteRune(Rune value) => WriteInt32(value.Value);

    /// <summary>Writes a GUID as its 36 characters, which is what MessagePack-CSharp and other languages read.</summary>
    /// <param name="value">The GUID.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteGuid(Guid value) => _at = ref GuidCharacters(ref _at, value);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static ref byte Text(ref byte at, scoped ReadOnlySpan<char> value)
    {
        // Nearly all text is ASCII: a byte for each character, and the header for as many.
        var length = value.Length;
        var headerSize = HeaderSize(length);
        if (!AsciiText.TryNarrow(in MemoryMarshal.GetReference(value), length, ref Unsafe.Add(ref at, headerSize)))
            return ref WireRoom.IsUnmeasured(value) ? ref UnicodeText(ref at, value) : ref MeasuredText(ref at, value);

        if (length <= 31)
            at = (byte)(WireCode.FixStr | length);
        else
            PutHeader(ref at, length);
        return ref Unsafe.Add(ref at, headerSize + length);
    }

    /// <summary>There is room for three bytes for each character: encoded behind the longest header, then moved to the one that it gets.</summary>
    private static ref byte UnicodeText(ref byte at, scoped ReadOnlySpan<char> value)
    {
        var target = MemoryMarshal.CreateSpan(ref at, (value.Length * 3) + LongestShortHeader);
        var length = Encoding.UTF8.GetBytes(value, target[LongestShortHeader..]);
        var headerSize = HeaderSize(length);
        target.Slice(LongestShortHeader, length).CopyTo(target[headerSize..]);
        PutHeader(ref at, length);
        return ref Unsafe.Add(ref at, headerSize + length);
    }

    /// <summary>There is room for exactly what it takes.</summary>
    private static ref byte MeasuredText(ref byte at, scoped ReadOnlySpan<char> value)
    {
        var length = Encoding.UTF8.GetByteCount(value);
        var headerSize = HeaderSize(length);
        PutHeader(ref at, length);
        Encoding.UTF8.GetBytes(value, MemoryMarshal.CreateSpan(ref Unsafe.Add(ref at, headerSize), length));
        return ref Unsafe.Add(ref at, headerSize + length);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int HeaderSize(int length) => length switch
    {
        <= 31 => 1,
        <= byte.MaxValue => 2,
        <= ushort.MaxValue => 3,
        _ => 5,
    };

    private static void PutHeader(ref byte at, int length)
    {
        switch (length)
        {
            case <= 31:
                at = (byte)(WireCode.FixStr | length);
                break;
            case <= byte.MaxValue:
                at = WireCode.Str8;
                Unsafe.Add(ref at, 1) = (byte)length;
                break;
            case <= ushort.MaxValue:
                at = WireCode.Str16;
                Put(ref at, 1, (ushort)length);
                break;
            default:
                at = WireCode.Str32;
                Put(ref at, 1, (uint)length);
                break;
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static ref byte GuidCharacters(ref byte at, Guid value)
    {
        at = WireCode.Str8;
        Unsafe.Add(ref at, 1) = 36;
        value.TryFormat(MemoryMarshal.CreateSpan(ref Unsafe.Add(ref at, 2), 36), out _);
        return ref Unsafe.Add(ref at, 38);
    }
}
