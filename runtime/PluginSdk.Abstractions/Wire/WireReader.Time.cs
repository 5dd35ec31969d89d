using System.Runtime.CompilerServices;

namespace PluginSdk.Wire;

public ref partial struct WireReader
{
    /// <summary>Reads a timestamp, or the 64-bit integer that <see cref="DateTime.ToBinary"/> gives.</summary>
    /// <returns>The time, of the kind that was written; local time as the local time of this machine.</returns>
    public DateTime ReadDateTime()
    {
        if (Peek() is WireCode.FixExt4 or WireCode.FixExt8 or WireCode.Ext8)
        {
            var ticks = ReadTimestamp(out var mark);
            return mark == 0 ? new DateTime(ticks, DateTimeKind.Utc) : WireTimestamp.ToDateTime(ticks, mark);
        }

        return ReadBinaryDateTime();
    }

    private DateTime ReadBinaryDateTime()
    {
        var start = _position;
        var binary = ReadInt64();
        try
        {
            return DateTime.FromBinary(binary);
        }
        catch (ArgumentException)
        {
            WireError.Malformed("a time", start);
            return default;
        }
    }

    /// <summary>Reads a clock time and its offset in minutes, or a timestamp, which has no offset.</summary>
    /// <returns>The time.</returns>
    public DateTimeOffset ReadDateTimeOffset()
    {
        var start = _position;
        if (Peek() is WireCode.FixExt4 or WireCode.FixExt8 or WireCode.Ext8)
            return new DateTimeOffset(ReadTimestamp(out _), TimeSpan.Zero);

        if (ReadArrayHeader() != 2)
            WireError.Malformed("a time with an offset", start);
        var ticks = ReadTimestamp(out _);
        var minutes = ReadInt16();
        var utcTicks = ticks - (minutes * TimeSpan.TicksPerMinute);
        if (minutes is < -14 * 60 or > 14 * 60 || (ulong)utcTicks > (ulong)DateTime.MaxValue.Ticks)
            WireError.OutOfRange("a time with an offset", start);
        return new DateTimeOffset(ticks, new TimeSpan(minutes * TimeSpan.TicksPerMinute));
    }

    /// <summary>Reads a number of ticks (100 ns).</summary>
    /// <returns>The span of time.</returns>
    public TimeSpan ReadTimeSpan() => new(ReadInt64());

    /// <summary>Reads a number of days since 0001-01-01.</summary>
    /// <returns>The day.</returns>
    public DateOnly ReadDateOnly()
    {
        var start = _position;
        var number = ReadInt32();
        if ((uint)number > (uint)DateOnly.MaxValue.DayNumber)
            WireError.OutOfRange("a day", start);
        return DateOnly.FromDayNumber(number);
    }

    /// <summary>Reads a number of ticks (100 ns) since midnight.</summary>
    /// <returns>The time of day.</returns>
    public TimeOnly ReadTimeOnly()
    {
        var start = _position;
        var ticks = ReadInt64();
        if ((ulong)ticks > (ulong)TimeOnly.MaxValue.Ticks)
            WireError.OutOfRange("a time of day", start);
        return new TimeOnly(ticks);
    }

    /// <summary>The ticks of the timestamp, and its nanoseconds beyond the last tick.</summary>
    private long ReadTimestamp(out uint nanosecondMark)
    {
        var start = _position;
        var code = Peek();
        uint nanoseconds;
        long seconds;
        sbyte type;
        switch (code)
        {
            case WireCode.FixExt8:
                ref var eight = ref Take(10);
                type = (sbyte)Unsafe.Add(ref eight, 1);
                var packed = Get64(ref eight, 2);
                seconds = (long)(packed & ((1UL << 34) - 1));
                nanoseconds = (uint)(packed >> 34);
                break;
            case WireCode.FixExt4:
                ref var four = ref Take(6);
                type = (sbyte)Unsafe.Add(ref four, 1);
                seconds = Get32(ref four, 2);
                nanoseconds = 0;
                break;
            case WireCode.Ext8:
                ref var twelve = ref Take(15);
                if (Unsafe.Add(ref twelve, 1) != 12)
                    WireError.Malformed("a timestamp", start);
                type = (sbyte)Unsafe.Add(ref twelve, 2);
                nanoseconds = Get32(ref twelve, 3);
                seconds = (long)Get64(ref twelve, 7);
                break;
            default:
                WireError.Expected("a timestamp", code, start);
                nanosecondMark = 0;
                return 0;
        }

        // The range of DateTime: years 1 to 9999.
        if (type != WireCode.Timestamp || nanoseconds > 999_999_999)
            WireError.Malformed("a timestamp", start);
        if (seconds is < -62_135_596_800 or > 253_402_300_799)
            WireError.OutOfRange("a time", start);
        nanosecondMark = nanoseconds % 100;
        return DateTime.UnixEpoch.Ticks + (seconds * TimeSpan.TicksPerSecond) + (nanoseconds / 100);
    }
}
