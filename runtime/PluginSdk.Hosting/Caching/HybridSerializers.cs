using System.Buffers;
using System.Collections.Concurrent;
using System.Text;
using Microsoft.Extensions.Caching.Hybrid;
using Microsoft.Extensions.DependencyInjection;

namespace PluginSdk.Hosting;

/// <summary>The application's serializers, found as the stock hybrid cache finds them: of the type, then from factories, the last one first.</summary>
internal sealed class HybridSerializers(IServiceProvider services)
{
    private readonly ConcurrentDictionary<Type, object> _known = [];

    /// <exception cref="InvalidOperationException">There is none for the type.</exception>
    public IHybridCacheSerializer<T> Of<T>() =>
        (IHybridCacheSerializer<T>)_known.GetOrAdd(typeof(T), static (_, services) => Find<T>(services), services);

    private static object Find<T>(IServiceProvider services)
    {
        if (services.GetService<IHybridCacheSerializer<T>>() is { } registered)
            return registered;
        if (typeof(T) == typeof(string))
            return new TextSerializer();
        if (typeof(T) == typeof(byte[]))
            return new BytesSerializer();
        foreach (var factory in services.GetServices<IHybridCacheSerializerFactory>().Reverse())
        {
            if (factory.TryCreateSerializer<T>(out var created))
                return created;
        }

        throw new InvalidOperationException(
            $"The hybrid cache has no serializer for {typeof(T)}. Register one for the type, services.AddSingleton<IHybridCacheSerializer<{typeof(T).Name}>>(…), or an IHybridCacheSerializerFactory for many; string and byte[] need none.");
    }

    private sealed class TextSerializer : IHybridCacheSerializer<string>
    {
        public string Deserialize(ReadOnlySequence<byte> source) => Encoding.UTF8.GetString(source);

        public void Serialize(string value, IBufferWriter<byte> target) => Encoding.UTF8.GetBytes(value, target);
    }

    private sealed class BytesSerializer : IHybridCacheSerializer<byte[]>
    {
        public byte[] Deserialize(ReadOnlySequence<byte> source) => source.ToArray();

        public void Serialize(byte[] value, IBufferWriter<byte> target) => target.Write(value);
    }
}
