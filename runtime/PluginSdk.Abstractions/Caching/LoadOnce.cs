namespace PluginSdk;

/// <summary>Among whom concurrent loads of one key are made one.</summary>
public enum LoadOnce
{
    /// <summary>One load at a time per key and node.</summary>
    Node,

    /// <summary>One load at a time per key in the whole cluster; the others wait for its value.</summary>
    Cluster,
}
