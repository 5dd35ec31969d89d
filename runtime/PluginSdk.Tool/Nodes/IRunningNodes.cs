using PluginSdk.Hosting;

namespace PluginSdk.Tool.Nodes;

/// <summary>The nodes of one run, in this process or each in its own. Disposing drains and stops them.</summary>
internal interface IRunningNodes : IAsyncDisposable
{
    /// <summary>The shared store of their cluster.</summary>
    PackageStore Packages { get; }

    /// <summary>Completes when a node has ended by itself, with what it said.</summary>
    Task<string> Ended { get; }
}
