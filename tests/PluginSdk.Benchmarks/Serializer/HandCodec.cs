using static PluginSdk.Benchmarks.Serializer.HandFormat;

namespace PluginSdk.Benchmarks.Serializer;

/// <summary>
/// What a person would write who knows the types, trusts the bytes and wants speed: straight over spans, the same bytes
/// as ours. It is the limit that generated code is measured against.
/// </summary>
internal static class HandCodec
{
    public static int Write(Span<byte> target, SmallEvent value)
    {
        var at = 0;
        target[at++] = 0x95;
        at = WriteGuid(target, at, value.Id);
        at = WriteString(target, at, value.Title);
        at = WriteUtc(target, at, value.PublishedAt);
        WriteInteger(target, ref at, value.Version);
        WriteInteger(target, ref at, (int)value.Status);
        return at;
    }

    public static SmallEvent ReadSmallEvent(ReadOnlySpan<byte> source)
    {
        var at = 0;
        if (source[at++] != 0x95)
            throw new InvalidDataException();
        return new SmallEvent
        {
            Id = ReadGuid(source, ref at),
            Title = ReadString(source, ref at),
            PublishedAt = ReadUtc(source, ref at),
            Version = (int)ReadInteger(source, ref at),
            Status = (ReportStatus)ReadInteger(source, ref at),
        };
    }

    public static int Write(Span<byte> target, MediumObject value)
    {
        var at = 0;
        target[at++] = 0x9d;
        at = WriteGuid(target, at, value.Id);
        WriteInteger(target, ref at, value.Number);
        at = WriteString(target, at, value.Customer);
        if (value.Note is null)
            target[at++] = 0xc0;
        else
            at = WriteString(target, at, value.Note);
        at = WriteUtc(target, at, value.Created);
        if (value.Paid is { } paid)
            at = WriteUtc(target, at, paid);
        else
            target[at++] = 0xc0;
        WriteInteger(target, ref at, (int)value.Status);
        WriteDouble(target, ref at, value.Discount);
        target[at++] = value.Express ? (byte)0xc3 : (byte)0xc2;
        WriteHeader(target, ref at, value.Lines.Count, 0x90, 0xdc);
        foreach (var line in value.Lines)
            at = Write(target, at, line);
        WriteHeader(target, ref at, value.Tags.Length, 0x90, 0xdc);
        foreach (var tag in value.Tags)
            at = WriteString(target, at, tag);
        WriteHeader(target, ref at, value.Properties.Count, 0x80, 0xde);
        foreach (var pair in value.Properties)
        {
            at = WriteString(target, at, pair.Key);
            at = WriteString(target, at, pair.Value);
        }

        WriteHeader(target, ref at, value.History.Length, 0x90, 0xdc);
        foreach (var number in value.History)
            WriteInteger(target, ref at, number);
        return at;
    }

    private static int Write(Span<byte> target, int at, OrderLine line)
    {
        target[at++] = 0x95;
        at = WriteString(target, at, line.Article);
        WriteInteger(target, ref at, line.Quantity);
        WriteDouble(target, ref at, line.Price);
        if (line.Rebate is { } rebate)
            WriteInteger(target, ref at, rebate);
        else
            target[at++] = 0xc0;
        return WriteString(target, at, line.Description);
    }

    public static MediumObject ReadMediumObject(ReadOnlySpan<byte> source)
    {
        var at = 0;
        if (source[at++] != 0x9d)
            throw new InvalidDataException();
        return new MediumObject
        {
            Id = ReadGuid(source, ref at),
            Number = ReadInteger(source, ref at),
            Customer = ReadString(source, ref at),
            Note = IsNil(source, ref at) ? null : ReadString(source, ref at),
            Created = ReadUtc(source, ref at),
            Paid = IsNil(source, ref at) ? null : ReadUtc(source, ref at),
            Status = (ReportStatus)ReadInteger(source, ref at),
            Discount = ReadDouble(source, ref at),
            Express = source[at++] == 0xc3,
            Lines = ReadLines(source, ref at),
            Tags = ReadStrings(source, ref at),
            Properties = ReadProperties(source, ref at),
            History = ReadIntegers(source, ref at),
        };
    }

    private static bool IsNil(ReadOnlySpan<byte> source, ref int at)
    {
        if (source[at] != 0xc0)
            return false;
        at++;
        return true;
    }

    private static List<OrderLine> ReadLines(ReadOnlySpan<byte> source, ref int at)
    {
        var count = ReadHeader(source, ref at, 0x90, 0xdc);
        var lines = new List<OrderLine>(count);
        for (; count > 0; count--)
        {
            if (source[at++] != 0x95)
                throw new InvalidDataException();
            lines.Add(new OrderLine
            {
                Article = ReadString(source, ref at),
                Quantity = (int)ReadInteger(source, ref at),
                Price = ReadDouble(source, ref at),
                Rebate = IsNil(source, ref at) ? null : (int)ReadInteger(source, ref at),
                Description = ReadString(source, ref at),
            });
        }

        return lines;
    }

    private static string[] ReadStrings(ReadOnlySpan<byte> source, ref int at)
    {
        var items = new string[ReadHeader(source, ref at, 0x90, 0xdc)];
        for (var index = 0; index < items.Length; index++)
            items[index] = ReadString(source, ref at);
        return items;
    }

    private static int[] ReadIntegers(ReadOnlySpan<byte> source, ref int at)
    {
        var items = new int[ReadHeader(source, ref at, 0x90, 0xdc)];
        for (var index = 0; index < items.Length; index++)
            items[index] = (int)ReadInteger(source, ref at);
        return items;
    }

    private static Dictionary<string, string> ReadProperties(ReadOnlySpan<byte> source, ref int at)
    {
        var count = ReadHeader(source, ref at, 0x80, 0xde);
        var pairs = new Dictionary<string, string>(count);
        for (; count > 0; count--)
            pairs.Add(ReadString(source, ref at), ReadString(source, ref at));
        return pairs;
    }

    public static int Write(Span<byte> target, LargeList value)
    {
        var at = 0;
        target[at++] = 0x91;
        WriteHeader(target, ref at, value.Entries.Count, 0x90, 0xdc);
        foreach (var entry in value.Entries)
            at = Write(target, at, entry);
        return at;
    }

    private static int Write(Span<byte> target, int at, Entry entry)
    {
        target[at++] = 0x94;
        WriteInteger(target, ref at, entry.Id);
        at = WriteString(target, at, entry.Name);
        WriteDouble(target, ref at, entry.Score);
        target[at++] = entry.Active ? (byte)0xc3 : (byte)0xc2;
        return at;
    }

    public static LargeList ReadLargeList(ReadOnlySpan<byte> source)
    {
        var at = 0;
        if (source[at++] != 0x91)
            throw new InvalidDataException();
        var count = ReadHeader(source, ref at, 0x90, 0xdc);
        var entries = new List<Entry>(count);
        for (; count > 0; count--)
            entries.Add(ReadEntry(source, ref at));
        return new LargeList { Entries = entries };
    }

    private static Entry ReadEntry(ReadOnlySpan<byte> source, ref int at)
    {
        if (source[at++] != 0x94)
            throw new InvalidDataException();
        return new Entry
        {
            Id = (int)ReadInteger(source, ref at),
            Name = ReadString(source, ref at),
            Score = ReadDouble(source, ref at),
            Active = source[at++] == 0xc3,
        };
    }

    public static int Write(Span<byte> target, DictionaryHeavy value)
    {
        var at = 0;
        target[at++] = 0x93;
        WriteHeader(target, ref at, value.Counts.Count, 0x80, 0xde);
        foreach (var pair in value.Counts)
        {
            at = WriteString(target, at, pair.Key);
            WriteInteger(target, ref at, pair.Value);
        }

        WriteHeader(target, ref at, value.Names.Count, 0x80, 0xde);
        foreach (var pair in value.Names)
        {
            WriteInteger(target, ref at, pair.Key);
            at = WriteString(target, at, pair.Value);
        }

        WriteHeader(target, ref at, value.Entries.Count, 0x80, 0xde);
        foreach (var pair in value.Entries)
        {
            at = WriteString(target, at, pair.Key);
            at = Write(target, at, pair.Value);
        }

        return at;
    }

    public static DictionaryHeavy ReadDictionaryHeavy(ReadOnlySpan<byte> source)
    {
        var at = 0;
        if (source[at++] != 0x93)
            throw new InvalidDataException();
        var count = ReadHeader(source, ref at, 0x80, 0xde);
        var counts = new Dictionary<string, int>(count);
        for (; count > 0; count--)
            counts.Add(ReadString(source, ref at), (int)ReadInteger(source, ref at));
        count = ReadHeader(source, ref at, 0x80, 0xde);
        var names = new Dictionary<int, string>(count);
        for (; count > 0; count--)
            names.Add((int)ReadInteger(source, ref at), ReadString(source, ref at));
        count = ReadHeader(source, ref at, 0x80, 0xde);
        var entries = new Dictionary<string, Entry>(count);
        for (; count > 0; count--)
            entries.Add(ReadString(source, ref at), ReadEntry(source, ref at));
        return new DictionaryHeavy { Counts = counts, Names = names, Entries = entries };
    }

    public static int Write(Span<byte> target, NamedEvent value)
    {
        var at = 0;
        ReadOnlySpan<byte> id = [0x85, 0xa2, (byte)'I', (byte)'d'];
        id.CopyTo(target[at..]);
        at = WriteGuid(target, at + id.Length, value.Id);
        at = WriteName(target, at, "Title"u8);
        at = WriteString(target, at, value.Title);
        at = WriteName(target, at, "PublishedAt"u8);
        at = WriteUtc(target, at, value.PublishedAt);
        at = WriteName(target, at, "Version"u8);
        WriteInteger(target, ref at, value.Version);
        at = WriteName(target, at, "Status"u8);
        WriteInteger(target, ref at, (int)value.Status);
        return at;
    }

    private static int WriteName(Span<byte> target, int at, ReadOnlySpan<byte> name)
    {
        target[at] = (byte)(0xa0 | name.Length);
        name.CopyTo(target[(at + 1)..]);
        return at + 1 + name.Length;
    }

    public static NamedEvent ReadNamedEvent(ReadOnlySpan<byte> source)
    {
        var at = 0;
        var count = ReadHeader(source, ref at, 0x80, 0xde);
        var value = new NamedEvent();
        for (; count > 0; count--)
        {
            var length = source[at++] & 31;
            var name = source.Slice(at, length);
            at += length;
            if (name.SequenceEqual("Id"u8))
                value.Id = ReadGuid(source, ref at);
            else if (name.SequenceEqual("Title"u8))
                value.Title = ReadString(source, ref at);
            else if (name.SequenceEqual("PublishedAt"u8))
                value.PublishedAt = ReadUtc(source, ref at);
            else if (name.SequenceEqual("Version"u8))
                value.Version = (int)ReadInteger(source, ref at);
            else if (name.SequenceEqual("Status"u8))
                value.Status = (ReportStatus)ReadInteger(source, ref at);
            else
                throw new InvalidDataException();
        }

        return value;
    }
}
