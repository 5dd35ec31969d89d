using PluginSdk.Runtime.Engine;

namespace PluginSdk.Engines.Tests;

/// <summary>One cluster on the engine under test.</summary>
public abstract class EngineCluster : IAsyncDisposable
{
    /// <summary>The nodes' clock.</summary>
    public TimeProvider Time => TimeProvider.System;

    /// <summary>The engine as one more node has it, connected. The cluster disposes it.</summary>
    public abstract ValueTask<IClusterEngine> ConnectAsync();

    public abstract ValueTask DisposeAsync();
}
