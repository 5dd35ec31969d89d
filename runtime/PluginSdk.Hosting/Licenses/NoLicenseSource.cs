namespace PluginSdk.Hosting;

/// <summary>The host has no licences.</summary>
internal sealed class NoLicenseSource : ILicenseSource, IDisposable
{
    private NoLicenseSource()
    {
    }

    public static NoLicenseSource Instance { get; } = new();

    public PluginLicense GetLicense(string pluginKey) => PluginLicense.Missing;

    public IDisposable OnChange(Action<string> changed) => this;

    public void Dispose()
    {
    }
}
