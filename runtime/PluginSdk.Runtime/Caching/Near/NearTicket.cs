namespace PluginSdk.Runtime.Caching;

/// <summary>Remembers, from before a load, which invalidations had been applied.</summary>
internal readonly record struct NearTicket(KeyFlight Flight, long KeyVersion, long CacheVersion);
