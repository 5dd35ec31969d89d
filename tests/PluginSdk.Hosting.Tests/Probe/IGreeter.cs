namespace PluginSdk.Hosting.Tests.Probe;

/// <summary>What the plugins of these tests offer to the host.</summary>
public interface IGreeter
{
    Task<string> GreetAsync(string name, CancellationToken cancellationToken);
}
