using System.ComponentModel;

namespace PluginSdk.Benchmarks.Cache;

/// <summary>What is cached: about a hundred bytes, and marked as immutable so that HybridCache may share it too.</summary>
[ClusterSerializable]
[ImmutableObject(true)]
public sealed partial record CachedReport(int Id, string Title, DateTimeOffset CreatedAt, double Score)
{
    public static CachedReport Of(int id) => new(id, $"The report of the {id} things that were seen", DateTimeOffset.UnixEpoch.AddMinutes(id), id / 3.0);
}
