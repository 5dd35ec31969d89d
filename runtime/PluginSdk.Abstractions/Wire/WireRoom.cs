using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Text;

namespace PluginSdk.Wire;

/// <summary>
/// How many bytes a value takes on the wire at most, for <see cref="WireWriter.Begin"/>. Properties rather than constants,
/// so that code that was generated against an older version asks the version that writes.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class WireRoom
{
    /// <summary>Longer texts are measured: three bytes for each of their characters would waste too much.</summary>
    private const int LongestUnmeasuredText = 4096;

    /// <summary>How many elements a loop makes room for at a time.</summary>
    public static int Chunk => 256;

    /// <summary>Nil.</summary>
    public static int Nil => 1;

    /// <summary>The header of an array or a map.</summary>
    public static int Header => 5;

    /// <summary>A boolean.</summary>
    public static int Boolean => 1;

    /// <summary>An integer of 8 bits.</summary>
    public static int SByte => 2;

    /// <inheritdoc cref="SByte"/>
    public static int Byte => 2;

    /// <summary>An integer of 16 bits.</summary>
    public static int Int16 => 3;

    /// <inheritdoc cref="Int16"/>
    public static int UInt16 => 3;

    /// <summary>A UTF-16 code unit.</summary>
    public static int Char => 3;

    /// <summary>An integer of 32 bits.</summary>
    public static int Int32 => 5;

    /// <inheritdoc cref="Int32"/>
    public static int UInt32 => 5;

    /// <summary>A Unicode scalar value.</summary>
    public static int Rune => 5;

    /// <summary>An integer of 64 bits.</summary>
    public static int Int64 => 9;

    /// <inheritdoc cref="Int64"/>
    public static int UInt64 => 9;

    /// <summary>An integer of 128 bits.</summary>
    public static int Int128 => 18;

    /// <inheritdoc cref="Int128"/>
    public static int UInt128 => 18;

    /// <summary>A floating point number of 16 bits, written with 32.</summary>
    public static int Half => 5;

    /// <summary>A floating point number of 32 bits.</summary>
    public static int Single => 5;

    /// <summary>A floating point number of 64 bits.</summary>
    public static int Double => 9;

    /// <summary>A decimal: 29 digits, a sign, a point, and the header.</summary>
    public static int Decimal => 32;

    /// <summary>A GUID: 36 characters and the header.</summary>
    public static int Guid => 38;

    /// <summary>A timestamp.</summary>
    public static int DateTime => 15;

    /// <summary>A timestamp and the minutes of its offset.</summary>
    public static int DateTimeOffset => 19;

    /// <summary>A span of time.</summary>
    public static int TimeSpan => 9;

    /// <summary>A day.</summary>
    public static int DateOnly => 5;

    /// <summary>A time of day.</summary>
    public static int TimeOnly => 9;

    /// <summary>A text.</summary>
    /// <param name="text">It.</param>
    /// <returns>The bytes that it takes at most.</returns>
    /// <exception cref="WireFormatException"><paramref name="text"/> is null.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long Of(string text)
    {
        // A null here is an author's null where the declaration does not allow one.
        if (text is null)
            WireError.Null(typeof(string));
        return Of(text.AsSpan());
    }

    /// <summary>A text or nil.</summary>
    /// <param name="text">It.</param>
    /// <returns>The bytes that it takes at most.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long OfNullable(string? text) => text is null ? Nil : Of(text.AsSpan());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static long Of(ReadOnlySpan<char> text) =>
        text.Length <= LongestUnmeasuredText ? (text.Length * 3) + 3 : Measure(text);

    /// <summary>Whether <see cref="Of(ReadOnlySpan{char})"/> gives three bytes for each character.</summary>
    internal static bool IsUnmeasured(ReadOnlySpan<char> text) => text.Length <= LongestUnmeasuredText;

    private static long Measure(ReadOnlySpan<char> text)
    {
        var length = Ascii.IsValid(text) ? text.Length : Encoding.UTF8.GetByteCount(text);
        return (long)length + 5;
    }
}
