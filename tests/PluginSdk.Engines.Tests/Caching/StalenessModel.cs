namespace PluginSdk.Engines.Tests.Caching;

/// <summary>
/// Knows what a read may return at least: the version of the newest invalidation that returned longer ago than the bound,
/// or on the same node at all. A slow machine only makes it ask for less.
/// </summary>
internal sealed class StalenessModel(int keys, int nodes, TimeSpan bound)
{
    private readonly Lock _gate = new();
    private readonly List<(long At, int Version)>[] _ofKey = [.. Enumerable.Range(0, keys).Select(_ => new List<(long, int)>())];
    private readonly int[,] _ofNode = new int[nodes, keys];

    public void Invalidated(int node, int key, int version)
    {
        lock (_gate)
        {
            _ofKey[key].Add((TimeProvider.System.GetTimestamp(), version));
            _ofNode[node, key] = Math.Max(_ofNode[node, key], version);
        }
    }

    public int LeastVersion(int node, int key)
    {
        lock (_gate)
        {
            var now = TimeProvider.System.GetTimestamp();
            return _ofKey[key]
                .Where(one => TimeProvider.System.GetElapsedTime(one.At, now) > bound)
                .Select(one => one.Version)
                .Append(_ofNode[node, key])
                .Max();
        }
    }
}
