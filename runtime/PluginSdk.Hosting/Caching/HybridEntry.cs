using System.Buffers;
using System.ComponentModel;
using System.Reflection;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.Caching.Hybrid;
using PluginSdk.Wire;

namespace PluginSdk.Hosting;

/// <summary>A value of a hybrid cache, as its serializer wrote it.</summary>
/// <param name="payload">The bytes; null stands for the value null.</param>
internal sealed class HybridEntry(byte[]? payload)
{
    private object? _instance;

    /// <summary>How long the value lives from when it is written; not part of its bytes.</summary>
    public TimeSpan? Life { get; init; }

    /// <summary>The value's tags; the shared tier keeps them beside its bytes.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    public static IWireCodec<HybridEntry> Codec { get; } = new EntryCodec();

    /// <summary>The value: one instance for all readers of the node if nobody can change it, else an instance for each.</summary>
    public T ToValue<T>(IHybridCacheSerializer<T> serializer)
    {
        if (payload is null)
            return default!;
        if (Immutable<T>.IsKnown && _instance is T shared)
            return shared;
        var value = serializer.Deserialize(new ReadOnlySequence<byte>(payload));
        if (Immutable<T>.IsKnown)
            _instance = value;
        return value;
    }

    /// <summary>As the stock hybrid cache sees it, so that a host's types need no other attributes.</summary>
    private static class Immutable<T>
    {
        public static readonly bool IsKnown = typeof(T) == typeof(string)
            || !RuntimeHelpers.IsReferenceOrContainsReferences<T>()
            || (typeof(T).IsSealed && typeof(T).GetCustomAttribute<ImmutableObjectAttribute>() is { Immutable: true });
    }

    private sealed class EntryCodec : IWireCodec<HybridEntry>
    {
        public void Write(ref WireWriter writer, HybridEntry value)
        {
            if (value.Payload is { } bytes)
                writer.WriteBinary(bytes);
            else
                writer.WriteNil();
        }

        public HybridEntry Read(ref WireReader reader) => new(reader.TryReadNil() ? null : reader.ReadBinary());
    }

    private byte[]? Payload => payload;
}
