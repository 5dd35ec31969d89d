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
        var block = Begin(WireRoom.DateTime);
        block.WriteDateTime(value);
        End(block);
    }

    /// <summary>Writes the clock time and the offset in minutes: an array of two, as MessagePack-CSharp does.</summary>
    /// <param name="value">The time.</param>
    public void WriteDateTimeOffset(DateTimeOffset value)
    {
        var block = Begin(WireRoom.DateTimeOffset);
        block.WriteDateTimeOffset(value);
        End(block);
    }

    /// <summary>Writes the number of ticks (100 ns).</summary>
    /// <param name="value">The span of time.</param>
    public void WriteTimeSpan(TimeSpan value)
    {
        var block = Begin(WireRoom.TimeSpan);
        block.WriteTimeSpan(value);
        End(block);
    }

    /// <summary>Writes the number of days since 0001-01-01.</summary>
    /// <param name="value">The day.</param>
    public void WriteDateOnly(DateOnly value)
    {
        var block = Begin(WireRoom.DateOnly);
        block.WriteDateOnly(value);
        End(block);
    }

    /// <summary>Writes the number of ticks (100 ns) since midnight.</summary>
    /// <param name="value">The time of day.</param>
    public void WriteTimeOnly(TimeOnly value)
    {
        var block = Begin(WireRoom.TimeOnly);
        block.WriteTimeOnly(value);
        End(block);
    }
}
