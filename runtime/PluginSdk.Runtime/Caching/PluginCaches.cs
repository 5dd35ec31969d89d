namespace PluginSdk.Runtime;

internal sealed class PluginCaches(PluginRuntime plugin) : IClusterCaches
{
    public PluginRuntime Plugin => plugin;

    public IClusterCache<TKey, TValue> Get<TKey, TValue>(CacheDefinition<TKey, TValue> definition)
        where TKey : notnull => throw new NotSupportedException();

    public Task StopAsync() => Task.FromResult(plugin);
}
