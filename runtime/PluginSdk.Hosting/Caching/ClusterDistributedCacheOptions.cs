using System.ComponentModel.DataAnnotations;

namespace PluginSdk.Hosting;

/// <summary>How <c>AddClusterDistributedCache</c> behaves; all nodes should agree.</summary>
public sealed class ClusterDistributedCacheOptions
{
    /// <summary>The name of the cluster cache behind it; unique among the application's own.</summary>
    [Required]
    public string CacheName { get; set; } = "distributed";

    /// <summary>The most entries that one node keeps near; the shared tier keeps all.</summary>
    [Range(1, int.MaxValue)]
    public int MaxEntries { get; set; } = 10_000;

    /// <summary>The most bytes of keys and values that one node keeps near; 0: no limit.</summary>
    [Range(0, long.MaxValue)]
    public long MaxBytes { get; set; }

    /// <summary>A read that starts later than this after a change returned, on any node, does not yield what was there before it.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "01:00:00", ErrorMessage = "MaxStaleness must lie between 0 and 1 h.")]
    public TimeSpan MaxStaleness { get; set; } = TimeSpan.FromSeconds(2);

    internal CacheSettings ToSettings() => new() { MaxEntries = MaxEntries, MaxBytes = MaxBytes, MaxStaleness = MaxStaleness };
}
