using System.Runtime.CompilerServices;

namespace PluginSdk.Wire;

public ref partial struct WireBlock
{
    /// <summary>
    /// Writes a MessagePack timestamp. A tick is 100 ns, a timestamp counts single ones: those that are left over say what
    /// <see cref="DateTime.Kind"/> is, so that our reader restores it and every other reader gets the instant.
    /// </summary>
    /// <param name="value">The time; local time is written as the instant that it is.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteDateTime(DateTime value) => _at = ref Time(ref _at, value);

    /// <summary>Writes the clock time and the offset in minutes: an array of two, as MessagePack-CSharp does.</summary>
    /// <param name="value">The time.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteDateTimeOffset(DateTimeOffset value)
    {
        WriteArrayHeader(2);
        _at = ref Timestamp(ref _at, value.Ticks, nanosecondMark: 0);
        WriteInt32(value.TotalOffsetMinutes);
    }

    /// <summary>Writes the number of ticks (100 ns).</summary>
    /// <param name="value">The span of time.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteTimeSpan(TimeSpan value) => WriteInt64(value.Ticks);

    /// <summary>Writes the number of days since 0001-01-01.</summary>
    /// <param name="value">The day.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteDateOnly(DateOnly value) => WriteInt32(value.DayNumber);

    /// <summary>Writes the number of ticks (100 ns) since midnight.</summary>
    /// <param name="value">The time of day.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteTimeOnly(TimeOnly value) => WriteInt64(value.Ticks);

    private static ref byte Time(ref byte at, DateTime value)
    {
        if (value.Kind == DateTimeKind.Local)
            return ref LocalTime(ref at, value);
        return ref Timestamp(ref at, value.Ticks, WireTimestamp.MarkOf(value.Kind));
    }

    private static ref byte LocalTime(ref byte at, DateTime value)
    {
        // At the ends of its range the conversion stops short.
        var instant = value.ToUniversalTime();
        var isCutOff = instant.Ticks is 0 || instant.Ticks == DateTime.MaxValue.Ticks;
        if (isCutOff && instant.ToLocalTime().Ticks != value.Ticks)
            return ref Timestamp(ref at, value.Ticks, WireTimestamp.LocalClock);
        return ref Timestamp(ref at, instant.Ticks, WireTimestamp.MarkOf(DateTimeKind.Local));
    }

    private static ref byte Timestamp(ref byte at, long ticks, uint nanosecondMark)
    {
        var sinceEpoch = ticks - DateTime.UnixEpoch.Ticks;
        var seconds = sinceEpoch >= 0
            ? (long)((ulong)sinceEpoch / TimeSpan.TicksPerSecond)
            : (sinceEpoch - (TimeSpan.TicksPerSecond - 1)) / TimeSpan.TicksPerSecond;
        var fraction = sinceEpoch - (seconds * TimeSpan.TicksPerSecond);

        var nanoseconds = ((uint)fraction * 100) + nanosecondMark;
        const byte timestamp = unchecked((byte)WireCode.Timestamp);
        if (nanoseconds == 0 && (ulong)seconds <= uint.MaxValue)
        {
            at = WireCode.FixExt4;
            Unsafe.Add(ref at, 1) = timestamp;
            Put(ref at, 2, (uint)seconds);
            return ref Unsafe.Add(ref at, 6);
        }

        if ((ulong)seconds < 1UL << 34)
        {
            at = WireCode.FixExt8;
            Unsafe.Add(ref at, 1) = timestamp;
            Put(ref at, 2, ((ulong)nanoseconds << 34) | (ulong)seconds);
            return ref Unsafe.Add(ref at, 10);
        }

        at = WireCode.Ext8;
        Unsafe.Add(ref at, 1) = 12;
        Unsafe.Add(ref at, 2) = timestamp;
        Put(ref at, 3, nanoseconds);
        Put(ref at, 7, (ulong)seconds);
        return ref Unsafe.Add(ref at, 15);
    }
}
