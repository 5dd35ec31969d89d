using System.Runtime.InteropServices;

namespace PluginSdk.Benchmarks.Serializer;

/// <summary>
/// What a person would write who knows the types and wants speed: straight over spans that are long enough, with the
/// primitives that our writer and reader have, the same bytes as ours. It is the limit that generated code is measured against.
/// It knows of no limits of depth or size, no version but its own, and no names in another order.
/// </summary>
internal static partial class HandCodec<TMemory>
    where TMemory : struct, IHandMemory
{
    public static int Write(Span<byte> target, SmallEvent value)
    {
        var at = 0;
        TMemory.At(target, at++) = 0x95;
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
        if (TMemory.At(source, at++) != 0x95)
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
        TMemory.At(target, at++) = 0x9d;
        at = WriteGuid(target, at, value.Id);
        WriteInteger(target, ref at, value.Number);
        at = WriteString(target, at, value.Customer);
        if (value.Note is null)
            TMemory.At(target, at++) = 0xc0;
        else
            at = WriteString(target, at, value.Note);
        at = WriteUtc(target, at, value.Created);
        if (value.Paid is { } paid)
            at = WriteUtc(target, at, paid);
        else
            TMemory.At(target, at++) = 0xc0;
        WriteInteger(target, ref at, (int)value.Status);
        WriteDouble(target, ref at, value.Discount);
        TMemory.At(target, at++) = value.Express ? (byte)0xc3 : (byte)0xc2;
        WriteHeader(target, ref at, value.Lines.Count, 0x90, 0xdc);
        foreach (var line in CollectionsMarshal.AsSpan(value.Lines))
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
        TMemory.At(target, at++) = 0x95;
        at = WriteString(target, at, line.Article);
        WriteInteger(target, ref at, line.Quantity);
        WriteDouble(target, ref at, line.Price);
        if (line.Rebate is { } rebate)
            WriteInteger(target, ref at, rebate);
        else
            TMemory.At(target, at++) = 0xc0;
        return WriteString(target, at, line.Description);
    }

    public static MediumObject ReadMediumObject(ReadOnlySpan<byte> source)
    {
        var at = 0;
        if (TMemory.At(source, at++) != 0x9d)
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
            Express = TMemory.At(source, at++) == 0xc3,
            Lines = ReadLines(source, ref at),
            Tags = ReadStrings(source, ref at),
            Properties = ReadProperties(source, ref at),
            History = ReadIntegers(source, ref at),
        };
    }

    private static bool IsNil(ReadOnlySpan<byte> source, ref int at)
    {
        if (TMemory.At(source, at) != 0xc0)
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
            if (TMemory.At(source, at++) != 0x95)
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

    public static int Write(Span<byte> target, NamedEvent value)
    {
        var at = 0;
        TMemory.At(target, at++) = 0x85;
        at = WriteName(target, at, "Id"u8);
        at = WriteGuid(target, at, value.Id);
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
        TMemory.At(target, at) = (byte)(0xa0 | name.Length);
        name.CopyTo(TMemory.Slice(target, at + 1, name.Length));
        return at + 1 + name.Length;
    }

    public static NamedEvent ReadNamedEvent(ReadOnlySpan<byte> source)
    {
        var at = 0;
        var count = ReadHeader(source, ref at, 0x80, 0xde);
        var value = new NamedEvent();
        for (; count > 0; count--)
        {
            var length = TMemory.At(source, at++) & 31;
            var name = TMemory.Slice(source, at, length);
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
