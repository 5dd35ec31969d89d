namespace PluginSdk.Runtime.Engine;

/// <summary>The generations of a key and of its cache at one moment.</summary>
/// <param name="OfKey">The key's.</param>
/// <param name="OfCache">The cache's.</param>
public readonly record struct Generation(long OfKey, long OfCache);
