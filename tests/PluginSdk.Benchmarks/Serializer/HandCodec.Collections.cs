using System.Runtime.InteropServices;

namespace PluginSdk.Benchmarks.Serializer;

internal static partial class HandCodec<TMemory>
    where TMemory : struct, IHandMemory
{
    public static int Write(Span<byte> target, LargeList value)
    {
        var at = 0;
        TMemory.At(target, at++) = 0x91;
        WriteHeader(target, ref at, value.Entries.Count, 0x90, 0xdc);
        foreach (var entry in CollectionsMarshal.AsSpan(value.Entries))
            at = Write(target, at, entry);
        return at;
    }

    private static int Write(Span<byte> target, int at, Entry entry)
    {
        TMemory.At(target, at++) = 0x94;
        WriteInteger(target, ref at, entry.Id);
        at = WriteString(target, at, entry.Name);
        WriteDouble(target, ref at, entry.Score);
        TMemory.At(target, at++) = entry.Active ? (byte)0xc3 : (byte)0xc2;
        return at;
    }

    public static LargeList ReadLargeList(ReadOnlySpan<byte> source)
    {
        var at = 0;
        if (TMemory.At(source, at++) != 0x91)
            throw new InvalidDataException();
        var count = ReadHeader(source, ref at, 0x90, 0xdc);
        var entries = new List<Entry>(count);
        for (; count > 0; count--)
            entries.Add(ReadEntry(source, ref at));
        return new LargeList { Entries = entries };
    }

    private static Entry ReadEntry(ReadOnlySpan<byte> source, ref int at)
    {
        if (TMemory.At(source, at++) != 0x94)
            throw new InvalidDataException();
        return new Entry
        {
            Id = (int)ReadInteger(source, ref at),
            Name = ReadString(source, ref at),
            Score = ReadDouble(source, ref at),
            Active = TMemory.At(source, at++) == 0xc3,
        };
    }

    public static int Write(Span<byte> target, DictionaryHeavy value)
    {
        var at = 0;
        TMemory.At(target, at++) = 0x93;
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
        if (TMemory.At(source, at++) != 0x93)
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

    /// <summary>The same texts, dictionaries and entries once more, without any bytes.</summary>
    public static DictionaryHeavy Copy(DictionaryHeavy value)
    {
        var counts = new Dictionary<string, int>(value.Counts.Count);
        foreach (var pair in value.Counts)
            counts.Add(new string(pair.Key.AsSpan()), pair.Value);
        var names = new Dictionary<int, string>(value.Names.Count);
        foreach (var pair in value.Names)
            names.Add(pair.Key, new string(pair.Value.AsSpan()));
        var entries = new Dictionary<string, Entry>(value.Entries.Count);
        foreach (var pair in value.Entries)
            entries.Add(new string(pair.Key.AsSpan()), new Entry { Id = pair.Value.Id, Name = new string(pair.Value.Name.AsSpan()), Score = pair.Value.Score, Active = pair.Value.Active });
        return new DictionaryHeavy { Counts = counts, Names = names, Entries = entries };
    }

    public static int Write(Span<byte> target, NumberList value)
    {
        var at = 0;
        TMemory.At(target, at++) = 0x91;
        WriteHeader(target, ref at, value.Numbers.Count, 0x90, 0xdc);
        foreach (var number in CollectionsMarshal.AsSpan(value.Numbers))
            WriteInteger(target, ref at, number);
        return at;
    }

    public static NumberList ReadNumberList(ReadOnlySpan<byte> source)
    {
        var at = 0;
        if (TMemory.At(source, at++) != 0x91)
            throw new InvalidDataException();
        var count = ReadHeader(source, ref at, 0x90, 0xdc);
        var numbers = new List<int>(count);
        CollectionsMarshal.SetCount(numbers, count);
        foreach (ref var number in CollectionsMarshal.AsSpan(numbers))
            number = (int)ReadInteger(source, ref at);
        return new NumberList { Numbers = numbers };
    }

    public static int Write(Span<byte> target, SetHeavy value)
    {
        var at = 0;
        TMemory.At(target, at++) = 0x92;
        WriteHeader(target, ref at, value.Numbers.Count, 0x90, 0xdc);
        foreach (var number in value.Numbers)
            WriteInteger(target, ref at, number);
        WriteHeader(target, ref at, value.Texts.Count, 0x90, 0xdc);
        foreach (var text in value.Texts)
            at = WriteString(target, at, text);
        return at;
    }

    public static SetHeavy ReadSetHeavy(ReadOnlySpan<byte> source)
    {
        var at = 0;
        if (TMemory.At(source, at++) != 0x92)
            throw new InvalidDataException();
        var count = ReadHeader(source, ref at, 0x90, 0xdc);
        var numbers = new HashSet<int>(count);
        for (; count > 0; count--)
            numbers.Add((int)ReadInteger(source, ref at));
        count = ReadHeader(source, ref at, 0x90, 0xdc);
        var texts = new HashSet<string>(count);
        for (; count > 0; count--)
            texts.Add(ReadString(source, ref at));
        return new SetHeavy { Numbers = numbers, Texts = texts };
    }
}
