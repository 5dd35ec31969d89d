using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using static PluginSdk.Benchmarks.Serializer.HandFormat;

namespace PluginSdk.Benchmarks.Serializer;

/// <summary>
/// What a person would write who knows the types, trusts the bytes and wants speed: straight over memory, without a check
/// and with the primitives that our writer and reader have, the same bytes as ours. It is the limit that generated code is
/// measured against.
/// </summary>
internal static partial class HandCodec
{
    public static int Write(Span<byte> target, SmallEvent value)
    {
        ref var start = ref MemoryMarshal.GetReference(target);
        var at = 0;
        Unsafe.Add(ref start, at++) = 0x95;
        at = WriteGuid(ref start, at, value.Id);
        at = WriteString(ref start, at, value.Title);
        at = WriteUtc(ref start, at, value.PublishedAt);
        WriteInteger(ref start, ref at, value.Version);
        WriteInteger(ref start, ref at, (int)value.Status);
        return at;
    }

    public static SmallEvent ReadSmallEvent(ReadOnlySpan<byte> source)
    {
        ref var start = ref MemoryMarshal.GetReference(source);
        var at = 0;
        if (Unsafe.Add(ref start, at++) != 0x95)
            throw new InvalidDataException();
        return new SmallEvent
        {
            Id = ReadGuid(ref start, ref at),
            Title = ReadString(ref start, ref at),
            PublishedAt = ReadUtc(ref start, ref at),
            Version = (int)ReadInteger(ref start, ref at),
            Status = (ReportStatus)ReadInteger(ref start, ref at),
        };
    }

    public static int Write(Span<byte> target, MediumObject value)
    {
        ref var start = ref MemoryMarshal.GetReference(target);
        var at = 0;
        Unsafe.Add(ref start, at++) = 0x9d;
        at = WriteGuid(ref start, at, value.Id);
        WriteInteger(ref start, ref at, value.Number);
        at = WriteString(ref start, at, value.Customer);
        if (value.Note is null)
            Unsafe.Add(ref start, at++) = 0xc0;
        else
            at = WriteString(ref start, at, value.Note);
        at = WriteUtc(ref start, at, value.Created);
        if (value.Paid is { } paid)
            at = WriteUtc(ref start, at, paid);
        else
            Unsafe.Add(ref start, at++) = 0xc0;
        WriteInteger(ref start, ref at, (int)value.Status);
        WriteDouble(ref start, ref at, value.Discount);
        Unsafe.Add(ref start, at++) = value.Express ? (byte)0xc3 : (byte)0xc2;
        WriteHeader(ref start, ref at, value.Lines.Count, 0x90, 0xdc);
        foreach (var line in CollectionsMarshal.AsSpan(value.Lines))
            at = Write(ref start, at, line);
        WriteHeader(ref start, ref at, value.Tags.Length, 0x90, 0xdc);
        foreach (var tag in value.Tags)
            at = WriteString(ref start, at, tag);
        WriteHeader(ref start, ref at, value.Properties.Count, 0x80, 0xde);
        foreach (var pair in value.Properties)
        {
            at = WriteString(ref start, at, pair.Key);
            at = WriteString(ref start, at, pair.Value);
        }

        WriteHeader(ref start, ref at, value.History.Length, 0x90, 0xdc);
        foreach (var number in value.History)
            WriteInteger(ref start, ref at, number);
        return at;
    }

    private static int Write(ref byte start, int at, OrderLine line)
    {
        Unsafe.Add(ref start, at++) = 0x95;
        at = WriteString(ref start, at, line.Article);
        WriteInteger(ref start, ref at, line.Quantity);
        WriteDouble(ref start, ref at, line.Price);
        if (line.Rebate is { } rebate)
            WriteInteger(ref start, ref at, rebate);
        else
            Unsafe.Add(ref start, at++) = 0xc0;
        return WriteString(ref start, at, line.Description);
    }

    public static MediumObject ReadMediumObject(ReadOnlySpan<byte> source)
    {
        ref var start = ref MemoryMarshal.GetReference(source);
        var at = 0;
        if (Unsafe.Add(ref start, at++) != 0x9d)
            throw new InvalidDataException();
        return new MediumObject
        {
            Id = ReadGuid(ref start, ref at),
            Number = ReadInteger(ref start, ref at),
            Customer = ReadString(ref start, ref at),
            Note = IsNil(ref start, ref at) ? null : ReadString(ref start, ref at),
            Created = ReadUtc(ref start, ref at),
            Paid = IsNil(ref start, ref at) ? null : ReadUtc(ref start, ref at),
            Status = (ReportStatus)ReadInteger(ref start, ref at),
            Discount = ReadDouble(ref start, ref at),
            Express = Unsafe.Add(ref start, at++) == 0xc3,
            Lines = ReadLines(ref start, ref at),
            Tags = ReadStrings(ref start, ref at),
            Properties = ReadProperties(ref start, ref at),
            History = ReadIntegers(ref start, ref at),
        };
    }

    private static bool IsNil(ref byte start, ref int at)
    {
        if (Unsafe.Add(ref start, at) != 0xc0)
            return false;
        at++;
        return true;
    }

    private static List<OrderLine> ReadLines(ref byte start, ref int at)
    {
        var count = ReadHeader(ref start, ref at, 0x90, 0xdc);
        var lines = new List<OrderLine>(count);
        for (; count > 0; count--)
        {
            if (Unsafe.Add(ref start, at++) != 0x95)
                throw new InvalidDataException();
            lines.Add(new OrderLine
            {
                Article = ReadString(ref start, ref at),
                Quantity = (int)ReadInteger(ref start, ref at),
                Price = ReadDouble(ref start, ref at),
                Rebate = IsNil(ref start, ref at) ? null : (int)ReadInteger(ref start, ref at),
                Description = ReadString(ref start, ref at),
            });
        }

        return lines;
    }

    private static string[] ReadStrings(ref byte start, ref int at)
    {
        var items = new string[ReadHeader(ref start, ref at, 0x90, 0xdc)];
        for (var index = 0; index < items.Length; index++)
            items[index] = ReadString(ref start, ref at);
        return items;
    }

    private static int[] ReadIntegers(ref byte start, ref int at)
    {
        var items = new int[ReadHeader(ref start, ref at, 0x90, 0xdc)];
        for (var index = 0; index < items.Length; index++)
            items[index] = (int)ReadInteger(ref start, ref at);
        return items;
    }

    private static Dictionary<string, string> ReadProperties(ref byte start, ref int at)
    {
        var count = ReadHeader(ref start, ref at, 0x80, 0xde);
        var pairs = new Dictionary<string, string>(count);
        for (; count > 0; count--)
            pairs.Add(ReadString(ref start, ref at), ReadString(ref start, ref at));
        return pairs;
    }

    public static int Write(Span<byte> target, NamedEvent value)
    {
        ref var start = ref MemoryMarshal.GetReference(target);
        var at = 0;
        Unsafe.Add(ref start, at++) = 0x85;
        at = WriteName(ref start, at, "Id"u8);
        at = WriteGuid(ref start, at, value.Id);
        at = WriteName(ref start, at, "Title"u8);
        at = WriteString(ref start, at, value.Title);
        at = WriteName(ref start, at, "PublishedAt"u8);
        at = WriteUtc(ref start, at, value.PublishedAt);
        at = WriteName(ref start, at, "Version"u8);
        WriteInteger(ref start, ref at, value.Version);
        at = WriteName(ref start, at, "Status"u8);
        WriteInteger(ref start, ref at, (int)value.Status);
        return at;
    }

    private static int WriteName(ref byte start, int at, ReadOnlySpan<byte> name)
    {
        Unsafe.Add(ref start, at) = (byte)(0xa0 | name.Length);
        name.CopyTo(MemoryMarshal.CreateSpan(ref Unsafe.Add(ref start, at + 1), name.Length));
        return at + 1 + name.Length;
    }

    public static NamedEvent ReadNamedEvent(ReadOnlySpan<byte> source)
    {
        ref var start = ref MemoryMarshal.GetReference(source);
        var at = 0;
        var count = ReadHeader(ref start, ref at, 0x80, 0xde);
        var value = new NamedEvent();
        for (; count > 0; count--)
        {
            var length = Unsafe.Add(ref start, at++) & 31;
            var name = MemoryMarshal.CreateReadOnlySpan(ref Unsafe.Add(ref start, at), length);
            at += length;
            if (name.SequenceEqual("Id"u8))
                value.Id = ReadGuid(ref start, ref at);
            else if (name.SequenceEqual("Title"u8))
                value.Title = ReadString(ref start, ref at);
            else if (name.SequenceEqual("PublishedAt"u8))
                value.PublishedAt = ReadUtc(ref start, ref at);
            else if (name.SequenceEqual("Version"u8))
                value.Version = (int)ReadInteger(ref start, ref at);
            else if (name.SequenceEqual("Status"u8))
                value.Status = (ReportStatus)ReadInteger(ref start, ref at);
            else
                throw new InvalidDataException();
        }

        return value;
    }
}
