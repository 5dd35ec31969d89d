namespace PluginSdk.Runtime.Caching;

/// <summary>A cache as its plugin's other parts see it, whatever it keeps.</summary>
internal interface IPluginCache : IClusterCache
{
    /// <summary>Ends what is under way; called after <see cref="PluginRuntime.Stopping"/> is cancelled.</summary>
    Task StopAsync();
}
