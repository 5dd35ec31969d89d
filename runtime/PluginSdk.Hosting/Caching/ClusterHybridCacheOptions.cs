using System.ComponentModel.DataAnnotations;

namespace PluginSdk.Hosting;

/// <summary>How <c>AddClusterHybridCache</c> behaves; all nodes should agree.</summary>
public sealed class ClusterHybridCacheOptions
{
    /// <summary>The name of the cluster cache behind it; unique among the application's own.</summary>
    [Required]
    public string CacheName { get; set; } = "hybrid";

    /// <summary>How long a value lives for which the caller does not say.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "365.00:00:00", ErrorMessage = "DefaultExpiration must lie between 1 ms and a year.")]
    public TimeSpan DefaultExpiration { get; set; } = TimeSpan.FromMinutes(5);

    /// <inheritdoc cref="ClusterDistributedCacheOptions.MaxEntries"/>
    [Range(1, int.MaxValue)]
    public int MaxEntries { get; set; } = 10_000;

    /// <inheritdoc cref="ClusterDistributedCacheOptions.MaxBytes"/>
    [Range(0, long.MaxValue)]
    public long MaxBytes { get; set; }

    /// <inheritdoc cref="ClusterDistributedCacheOptions.MaxStaleness"/>
    [Range(typeof(TimeSpan), "00:00:00", "01:00:00", ErrorMessage = "MaxStaleness must lie between 0 and 1 h.")]
    public TimeSpan MaxStaleness { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>Among whom concurrent calls of a factory for one key are made one.</summary>
    public LoadOnce LoadOnce { get; set; } = LoadOnce.Node;

    internal CacheSettings ToSettings() => new() { MaxEntries = MaxEntries, MaxBytes = MaxBytes, MaxStaleness = MaxStaleness, LoadOnce = LoadOnce };
}
