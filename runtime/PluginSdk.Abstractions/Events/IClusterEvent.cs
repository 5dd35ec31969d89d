namespace PluginSdk;

/// <summary>A type that can be published in the cluster; generated for types with <see cref="ClusterEventAttribute"/>.</summary>
public interface IClusterEvent<TSelf>
    where TSelf : IClusterEvent<TSelf>
{
    /// <summary>The event's wire name and codec.</summary>
    static abstract EventDefinition<TSelf> Definition { get; }
}
