using PluginSdk.Runtime.Caching;

namespace PluginSdk.Runtime.Tests.Caching.Near;

/// <summary>The limits of a near cache while many threads store, remove and read.</summary>
public sealed class NearCacheLoadTests
{
    private const int MaxEntries = 100;
    private const long MaxBytes = 5_000;

    [Fact]
    public async Task The_limits_are_never_exceeded_under_load()
    {
        var near = new NearCache<int, int>(MaxEntries, MaxBytes, new CacheCounters());
        using var stop = new CancellationTokenSource();
        var watching = Task.Run(() =>
        {
            var looks = 0;
            for (; !stop.IsCancellationRequested; looks++)
            {
                Assert.InRange(near.Count, 0, MaxEntries);
                Assert.InRange(near.Bytes, 0, MaxBytes);
            }

            return looks;
        }, TestContext.Current.CancellationToken);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(seed => Task.Run(() => Use(near, new Random(seed)), TestContext.Current.CancellationToken)));
        await stop.CancelAsync();

        Assert.NotEqual(0, await watching);
        Assert.Equal(near.Count, near.Entries.Count());
        Assert.Equal(near.Bytes, near.Entries.Sum(entry => entry.Size));
    }

    private static void Use(NearCache<int, int> near, Random random)
    {
        for (var i = 0; i < 50_000; i++)
        {
            var key = random.Next(400);
            var ticket = near.Begin(key);
            switch (random.Next(10))
            {
                case 0:
                    near.Remove(key);
                    break;
                case 1 when i % 1000 == 0:
                    near.Clear();
                    break;
                case < 5:
                    if (near.TryGet(key, out var found))
                        Assert.Equal(key, found.Key);
                    break;
                default:
                    near.TryStore(new NearEntry<int, int>(key, key) { LoadedAt = 0, HardExpiresAt = long.MaxValue, Size = random.Next(1, 200) }, ticket);
                    break;
            }

            near.End(key, ticket);
        }
    }
}
