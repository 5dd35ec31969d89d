using PluginSdk.Runtime;

namespace PluginSdk.Hosting;

internal sealed class PluginContext(PluginRuntime runtime, IPluginHome home, ILicenseSource licenses) : IPluginContext
{
    public string PluginKey => runtime.Key;

    public ICluster Cluster => runtime.Cluster;

    public IPluginHome Home => home;

    public PluginLicense License => licenses.GetLicense(runtime.Key);

    public CancellationToken Stopping => runtime.Stopping;
}
