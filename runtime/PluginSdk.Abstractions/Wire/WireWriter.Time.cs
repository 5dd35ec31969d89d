using System.Runtime.CompilerServices;

namespace PluginSdk.Wire;

public ref partial struct WireWriter
{
    /// <summary>
    /// Writes a MessagePack timestamp. A tick is 100 ns, a timestamp counts single ones: those that are left over say what
    /// <see cref="DateTime.Kind"/> is, so that our reader restores it and every other reader gets the instant.
    /// </summary>
    /// <param name="value">The time; local time is written as the instant that it is.</param>
    public void WriteDateTime(DateTime value)
    {
        if (value.Kind == DateTimeKind.Local)
            WriteLocalTime(value);
        else
            WriteTimestamp(value.Ticks, WireTimestamp.MarkOf(value.Kind));
    }

    private void WriteLocalTime(DateTime value)
    {
        // At the ends of its range the conversion stops short.
        var instant = value.ToUniversalTime();
        var isCutOff = instant.Ticks is 0 || instant.Ticks == DateTime.MaxValue.Ticks;
        if (isCutOff && instant.ToLocalTime().Ticks != value.Ticks)
            WriteTimestamp(value.Ticks, WireTimestamp.LocalClock);
        else
            WriteTimestamp(instant.Ticks, WireTimestamp.MarkOf(DateTimeKind.Local));
    }

    /// <summary>Writes the clock time and the offset in minutes: an array of two, as MessagePack-CSharp does.</summary>
    /// <param name="value">The time.</param>
    public void WriteDateTimeOffset(DateTimeOffset value)
    {
        WriteArrayHeader(2);
        WriteTimestamp(value.Ticks, nanosecondMark: 0);
        WriteInt32(value.TotalOffsetMinutes);
    }

    /// <summary>Writes the number of ticks (100 ns).</summary>
    /// <param name="value">The span of time.</param>
    public void WriteTimeSpan(TimeSpan value) => WriteInt64(value.Ticks);

    /// <summary>Writes the number of days since 0001-01-01.</summary>
    /// <param name="value">The day.</param>
    public void WriteDateOnly(DateOnly value) => WriteInt32(value.DayNumber);

    /// <summary>Writes the number of ticks (100 ns) since midnight.</summary>
    /// <param name="value">The time of day.</param>
    public void WriteTimeOnly(TimeOnly value) => WriteInt64(value.Ticks);

    private void WriteTimestamp(long ticks, uint nanosecondMark)
    {
        var sinceEpoch = ticks - DateTime.UnixEpoch.Ticks;
        var (seconds, fraction) = Math.DivRem(sinceEpoch, TimeSpan.TicksPerSecond);
        if (fraction < 0)
        {
            seconds--;
            fraction += TimeSpan.TicksPerSecond;
        }

        var nanoseconds = ((uint)fraction * 100) + nanosecondMark;
        const byte timestamp = unchecked((byte)WireCode.Timestamp);
        ref var target = ref Reserve(15);
        if (nanoseconds == 0 && (ulong)seconds <= uint.MaxValue)
        {
            target = WireCode.FixExt4;
            Unsafe.Add(ref target, 1) = timestamp;
            Put(ref target, 2, (uint)seconds);
            _position += 6;
        }
        else if ((ulong)seconds < 1UL << 34)
        {
            target = WireCode.FixExt8;
            Unsafe.Add(ref target, 1) = timestamp;
            Put(ref target, 2, ((ulong)nanoseconds << 34) | (ulong)seconds);
            _position += 10;
        }
        else
        {
            target = WireCode.Ext8;
            Unsafe.Add(ref target, 1) = 12;
            Unsafe.Add(ref target, 2) = timestamp;
            Put(ref target, 3, nanoseconds);
            Put(ref target, 7, (ulong)seconds);
            _position += 15;
        }
    }
}
