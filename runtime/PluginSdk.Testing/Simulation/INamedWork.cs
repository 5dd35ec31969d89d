namespace PluginSdk.Testing.Simulation;

/// <summary>Posted work that knows what to be called in a schedule.</summary>
internal interface INamedWork
{
    string Name { get; }
}
