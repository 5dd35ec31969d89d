using System.Collections.Concurrent;
using Microsoft.Extensions.Caching.Distributed;

namespace PluginSdk.Engines.Tests;

/// <summary>A distributed cache that shows what it holds, loses it and fails when told to.</summary>
public sealed class SpyCache : IDistributedCache
{
    private readonly ConcurrentDictionary<string, byte[]> _entries = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<TimeSpan?> _lives = [];

    public bool IsDown { get; set; }

    public int Count => _entries.Count;

    public IReadOnlyCollection<TimeSpan?> Lives => _lives;


    public void LoseAll() => _entries.Clear();

    public Task<byte[]?> GetAsync(string key, CancellationToken token = default) => Try(() => _entries.GetValueOrDefault(key));

    public Task SetAsync(string key, byte[] value, DistributedCacheEntryOptions options, CancellationToken token = default) => Try(() =>
    {
        _lives.Enqueue(options.AbsoluteExpirationRelativeToNow);
        return _entries[key] = value;
    });

    public Task RemoveAsync(string key, CancellationToken token = default) => Try(() => _entries.TryRemove(key, out _));

    public Task RefreshAsync(string key, CancellationToken token = default) => throw new NotSupportedException();

    public byte[]? Get(string key) => throw new NotSupportedException();

    public void Set(string key, byte[] value, DistributedCacheEntryOptions options) => throw new NotSupportedException();

    public void Remove(string key) => throw new NotSupportedException();

    public void Refresh(string key) => throw new NotSupportedException();

    private Task<T> Try<T>(Func<T> action) =>
        IsDown ? Task.FromException<T>(new IOException("The cache is down.")) : Task.FromResult(action());
}
