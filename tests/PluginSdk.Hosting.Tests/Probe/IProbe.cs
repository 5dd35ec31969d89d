namespace PluginSdk.Hosting.Tests.Probe;

/// <summary>What the host exports to the plugins of these tests.</summary>
public interface IProbe
{
    void Say(string node, string what);
}
