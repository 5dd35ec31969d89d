using PluginSdk.Hosting;

namespace PluginSdk.Testing;

/// <summary>The licence that the test says.</summary>
internal sealed class TestLicenses(PluginLicense license) : ILicenseSource
{
    private readonly Lock _gate = new();
    private readonly List<Action<string>> _listeners = [];
    private PluginLicense _license = license;

    public PluginLicense GetLicense(string pluginKey) => Volatile.Read(ref _license);

    public void Set(PluginLicense license, string pluginKey)
    {
        Volatile.Write(ref _license, license);
        Action<string>[] listeners;
        lock (_gate)
            listeners = [.. _listeners];
        foreach (var listener in listeners)
            listener(pluginKey);
    }

    public IDisposable OnChange(Action<string> changed)
    {
        lock (_gate)
            _listeners.Add(changed);
        return new Listening(this, changed);
    }

    private sealed class Listening(TestLicenses licenses, Action<string> changed) : IDisposable
    {
        public void Dispose()
        {
            lock (licenses._gate)
                licenses._listeners.Remove(changed);
        }
    }
}
