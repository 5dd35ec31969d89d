using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using MemoryPack;
using MessagePack;
using PluginSdk.Benchmarks.Measuring;
using PolyType;

namespace PluginSdk.Benchmarks.Serializer;

/// <summary>The peers' ways to write into a pooled buffer.</summary>
internal static class Serialization
{
    public static Contender ByMessagePack<T>(string name, PooledOutput output, T value) => new(name, count =>
    {
        for (; count > 0; count--)
        {
            output.Reset();
            MessagePackSerializer.Serialize(output, value);
        }
    });

    public static Contender ByMemoryPack<T>(string name, PooledOutput output, T value) => new(name, count =>
    {
        for (; count > 0; count--)
        {
            output.Reset();
            MemoryPackSerializer.Serialize(output, value);
        }
    });

    public static Contender ByNerdbank<T>(string name, PooledOutput output, T value)
        where T : IShapeable<T>
    {
        var serializer = new Nerdbank.MessagePack.MessagePackSerializer();
        return new Contender(name, count =>
        {
            for (; count > 0; count--)
            {
                output.Reset();
                serializer.Serialize(output, value);
            }
        });
    }

    public static Contender ByJson<T>(string name, PooledOutput output, T value, JsonTypeInfo<T> json)
    {
        var writer = new Utf8JsonWriter(output);
        return new Contender(name, count =>
        {
            for (; count > 0; count--)
            {
                output.Reset();
                writer.Reset();
                JsonSerializer.Serialize(writer, value, json);
            }
        });
    }
}
