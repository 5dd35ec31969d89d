namespace PluginSdk;

/// <summary>What a cache's miss does while the engine does not answer.</summary>
public enum UnavailablePolicy
{
    /// <summary>It calls the loader; the value stays on the node, for the bound of staleness.</summary>
    Load,

    /// <summary>It throws <see cref="ClusterUnavailableException"/>, to spare what the loader asks.</summary>
    Throw,
}
