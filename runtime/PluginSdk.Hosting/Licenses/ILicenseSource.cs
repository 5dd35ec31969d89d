namespace PluginSdk.Hosting;

/// <summary>Where a host knows licences from. Asked each time a plugin asks, so an answer must come from memory.</summary>
public interface ILicenseSource
{
    /// <summary>The plugin's licence as it is now.</summary>
    PluginLicense GetLicense(string pluginKey);

    /// <summary>Calls <paramref name="changed"/> with a plugin's key when its licence has changed.</summary>
    IDisposable OnChange(Action<string> changed);
}
