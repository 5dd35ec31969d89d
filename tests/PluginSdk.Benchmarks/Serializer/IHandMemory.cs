using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace PluginSdk.Benchmarks.Serializer;

/// <summary>How the hand-written codec gets at bytes; the compiler makes a codec of its own for each way.</summary>
internal interface IHandMemory
{
    static abstract ref byte At(Span<byte> target, int at);

    static abstract byte At(ReadOnlySpan<byte> source, int at);

    static abstract void Put<T>(Span<byte> target, int at, T value)
        where T : unmanaged;

    static abstract T Get<T>(ReadOnlySpan<byte> source, int at)
        where T : unmanaged;

    static abstract Span<byte> Slice(Span<byte> target, int at, int length);

    static abstract ReadOnlySpan<byte> Slice(ReadOnlySpan<byte> source, int at, int length);
}

/// <summary>Spans as they are: what lies outside of one is never touched.</summary>
internal readonly struct SpanMemory : IHandMemory
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ref byte At(Span<byte> target, int at) => ref target[at];

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static byte At(ReadOnlySpan<byte> source, int at) => source[at];

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Put<T>(Span<byte> target, int at, T value)
        where T : unmanaged
        => MemoryMarshal.Write(target[at..], value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Get<T>(ReadOnlySpan<byte> source, int at)
        where T : unmanaged
        => MemoryMarshal.Read<T>(source[at..]);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Span<byte> Slice(Span<byte> target, int at, int length) => target.Slice(at, length);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ReadOnlySpan<byte> Slice(ReadOnlySpan<byte> source, int at, int length) => source.Slice(at, length);
}

/// <summary>Memory that is believed to be long enough: no codec for bytes from elsewhere may do this.</summary>
internal readonly struct UncheckedMemory : IHandMemory
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ref byte At(Span<byte> target, int at) => ref Unsafe.Add(ref MemoryMarshal.GetReference(target), at);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static byte At(ReadOnlySpan<byte> source, int at) => Unsafe.Add(ref MemoryMarshal.GetReference(source), at);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Put<T>(Span<byte> target, int at, T value)
        where T : unmanaged
        => Unsafe.WriteUnaligned(ref Unsafe.Add(ref MemoryMarshal.GetReference(target), at), value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Get<T>(ReadOnlySpan<byte> source, int at)
        where T : unmanaged
        => Unsafe.ReadUnaligned<T>(ref Unsafe.Add(ref MemoryMarshal.GetReference(source), at));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Span<byte> Slice(Span<byte> target, int at, int length) => MemoryMarshal.CreateSpan(ref Unsafe.Add(ref MemoryMarshal.GetReference(target), at), length);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ReadOnlySpan<byte> Slice(ReadOnlySpan<byte> source, int at, int length) => MemoryMarshal.CreateReadOnlySpan(ref Unsafe.Add(ref MemoryMarshal.GetReference(source), at), length);
}
