namespace PluginSdk.Generators;

/// <summary>
/// The names of the contract that generated code is written against. The generators share no binary with it; a test
/// holds each name against the assembly.
/// </summary>
internal static class KnownNames
{
    public const string Cluster = "PluginSdk.ICluster";
    public const string PluginContext = "PluginSdk.IPluginContext";
    public const string PluginManifest = "PluginSdk.IPluginManifest";
    public const string PluginRegistry = "PluginSdk.IPluginRegistry";
    public const string PluginContract = "PluginSdk.PluginContract";

    public const string PluginHome = "PluginSdk.IPluginHome";

    public const string Caches = "PluginSdk.IClusterCaches";
    public const string CacheAttribute = "PluginSdk.ClusterCacheAttribute";
    public const string Cache = "PluginSdk.IClusterCache`2";
    public const string Reference = "PluginSdk.IClusterReference`1";
    public const string ReferenceDefinition = "PluginSdk.ReferenceDefinition`1";
    public const string CacheDefinition = "PluginSdk.CacheDefinition`2";
    public const string CacheSettings = "PluginSdk.CacheSettings";
    public const string CacheValues = "PluginSdk.CacheValues";
    public const string CacheScope = "PluginSdk.CacheScope";
    public const string LoadOnce = "PluginSdk.LoadOnce";

    public const string LockAttribute = "PluginSdk.ClusterLockAttribute";
    public const string Lock = "PluginSdk.IClusterLock";
    public const string LockLease = "PluginSdk.ClusterLockLease";
    public const string LockResult = "PluginSdk.ClusterLockResult";
    public const string LockResultOfT = "PluginSdk.ClusterLockResult`1";
    public const string LockSettings = "PluginSdk.LockSettings";
    public const string GuardedCall = "PluginSdk.CompilerServices.GuardedCall";
    public const string LockName = "PluginSdk.CompilerServices.LockName";

    public const string ClusterJobAttribute = "PluginSdk.PerClusterJobAttribute";
    public const string NodeJobAttribute = "PluginSdk.PerNodeJobAttribute";
    public const string JobDefinition = "PluginSdk.JobDefinition";
    public const string JobRun = "PluginSdk.JobRun";
    public const string JobSchedule = "PluginSdk.JobSchedule";
    public const string JobScope = "PluginSdk.JobScope";
    public const string Misfire = "PluginSdk.Misfire";
    public const string JobRecovery = "PluginSdk.JobRecovery";

    public const string Events = "PluginSdk.IClusterEvents";
    public const string EventAttribute = "PluginSdk.ClusterEventAttribute";
    public const string Event = "PluginSdk.IClusterEvent`1";
    public const string EventDefinition = "PluginSdk.EventDefinition`1";
    public const string EventHandlerAttribute = "PluginSdk.ClusterEventHandlerAttribute";
    public const string EventWrapper = "PluginSdk.ClusterEventWrapper`1";

    public const string SerializableAttribute = "PluginSdk.ClusterSerializableAttribute";
    public const string SelfSerializable = "PluginSdk.Wire.IWireSerializable`1";

    public const string DescriptorAttribute = "PluginSdk.CompilerServices.ClusterPluginDescriptorAttribute";
    public const string ManifestAttribute = "PluginSdk.CompilerServices.ClusterPluginManifestAttribute";
}
