using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using static PluginSdk.Benchmarks.Serializer.HandFormat;

namespace PluginSdk.Benchmarks.Serializer;

internal static partial class HandCodec
{
    public static int Write(Span<byte> target, LargeList value)
    {
        ref var start = ref MemoryMarshal.GetReference(target);
        var at = 0;
        Unsafe.Add(ref start, at++) = 0x91;
        WriteHeader(ref start, ref at, value.Entries.Count, 0x90, 0xdc);
        foreach (var entry in CollectionsMarshal.AsSpan(value.Entries))
            at = Write(ref start, at, entry);
        return at;
    }

    private static int Write(ref byte start, int at, Entry entry)
    {
        Unsafe.Add(ref start, at++) = 0x94;
        WriteInteger(ref start, ref at, entry.Id);
        at = WriteString(ref start, at, entry.Name);
        WriteDouble(ref start, ref at, entry.Score);
        Unsafe.Add(ref start, at++) = entry.Active ? (byte)0xc3 : (byte)0xc2;
        return at;
    }

    public static LargeList ReadLargeList(ReadOnlySpan<byte> source)
    {
        ref var start = ref MemoryMarshal.GetReference(source);
        var at = 0;
        if (Unsafe.Add(ref start, at++) != 0x91)
            throw new InvalidDataException();
        var count = ReadHeader(ref start, ref at, 0x90, 0xdc);
        var entries = new List<Entry>(count);
        for (; count > 0; count--)
            entries.Add(ReadEntry(ref start, ref at));
        return new LargeList { Entries = entries };
    }

    private static Entry ReadEntry(ref byte start, ref int at)
    {
        if (Unsafe.Add(ref start, at++) != 0x94)
            throw new InvalidDataException();
        return new Entry
        {
            Id = (int)ReadInteger(ref start, ref at),
            Name = ReadString(ref start, ref at),
            Score = ReadDouble(ref start, ref at),
            Active = Unsafe.Add(ref start, at++) == 0xc3,
        };
    }

    public static int Write(Span<byte> target, DictionaryHeavy value)
    {
        ref var start = ref MemoryMarshal.GetReference(target);
        var at = 0;
        Unsafe.Add(ref start, at++) = 0x93;
        WriteHeader(ref start, ref at, value.Counts.Count, 0x80, 0xde);
        foreach (var pair in value.Counts)
        {
            at = WriteString(ref start, at, pair.Key);
            WriteInteger(ref start, ref at, pair.Value);
        }

        WriteHeader(ref start, ref at, value.Names.Count, 0x80, 0xde);
        foreach (var pair in value.Names)
        {
            WriteInteger(ref start, ref at, pair.Key);
            at = WriteString(ref start, at, pair.Value);
        }

        WriteHeader(ref start, ref at, value.Entries.Count, 0x80, 0xde);
        foreach (var pair in value.Entries)
        {
            at = WriteString(ref start, at, pair.Key);
            at = Write(ref start, at, pair.Value);
        }

        return at;
    }

    public static DictionaryHeavy ReadDictionaryHeavy(ReadOnlySpan<byte> source)
    {
        ref var start = ref MemoryMarshal.GetReference(source);
        var at = 0;
        if (Unsafe.Add(ref start, at++) != 0x93)
            throw new InvalidDataException();
        var count = ReadHeader(ref start, ref at, 0x80, 0xde);
        var counts = new Dictionary<string, int>(count);
        for (; count > 0; count--)
            counts.Add(ReadString(ref start, ref at), (int)ReadInteger(ref start, ref at));
        count = ReadHeader(ref start, ref at, 0x80, 0xde);
        var names = new Dictionary<int, string>(count);
        for (; count > 0; count--)
            names.Add((int)ReadInteger(ref start, ref at), ReadString(ref start, ref at));
        count = ReadHeader(ref start, ref at, 0x80, 0xde);
        var entries = new Dictionary<string, Entry>(count);
        for (; count > 0; count--)
            entries.Add(ReadString(ref start, ref at), ReadEntry(ref start, ref at));
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
        ref var start = ref MemoryMarshal.GetReference(target);
        var at = 0;
        Unsafe.Add(ref start, at++) = 0x91;
        WriteHeader(ref start, ref at, value.Numbers.Count, 0x90, 0xdc);
        foreach (var number in CollectionsMarshal.AsSpan(value.Numbers))
            WriteInteger(ref start, ref at, number);
        return at;
    }

    public static NumberList ReadNumberList(ReadOnlySpan<byte> source)
    {
        ref var start = ref MemoryMarshal.GetReference(source);
        var at = 0;
        if (Unsafe.Add(ref start, at++) != 0x91)
            throw new InvalidDataException();
        var count = ReadHeader(ref start, ref at, 0x90, 0xdc);
        var numbers = new List<int>(count);
        CollectionsMarshal.SetCount(numbers, count);
        foreach (ref var number in CollectionsMarshal.AsSpan(numbers))
            number = (int)ReadInteger(ref start, ref at);
        return new NumberList { Numbers = numbers };
    }

    public static int Write(Span<byte> target, SetHeavy value)
    {
        ref var start = ref MemoryMarshal.GetReference(target);
        var at = 0;
        Unsafe.Add(ref start, at++) = 0x92;
        WriteHeader(ref start, ref at, value.Numbers.Count, 0x90, 0xdc);
        foreach (var number in value.Numbers)
            WriteInteger(ref start, ref at, number);
        WriteHeader(ref start, ref at, value.Texts.Count, 0x90, 0xdc);
        foreach (var text in value.Texts)
            at = WriteString(ref start, at, text);
        return at;
    }

    public static SetHeavy ReadSetHeavy(ReadOnlySpan<byte> source)
    {
        ref var start = ref MemoryMarshal.GetReference(source);
        var at = 0;
        if (Unsafe.Add(ref start, at++) != 0x92)
            throw new InvalidDataException();
        var count = ReadHeader(ref start, ref at, 0x90, 0xdc);
        var numbers = new HashSet<int>(count);
        for (; count > 0; count--)
            numbers.Add((int)ReadInteger(ref start, ref at));
        count = ReadHeader(ref start, ref at, 0x90, 0xdc);
        var texts = new HashSet<string>(count);
        for (; count > 0; count--)
            texts.Add(ReadString(ref start, ref at));
        return new SetHeavy { Numbers = numbers, Texts = texts };
    }
}
