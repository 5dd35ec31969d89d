using Microsoft.Extensions.DependencyInjection;

namespace PluginSdk.Runtime.Tests.Events;

/// <summary>A plugin without a generator.</summary>
internal sealed class HandWrittenManifest(string key, Action<IPluginRegistry> register) : IPluginManifest
{
    public string Key => key;

    public string DescriptorJson => "{}";

    public void ConfigureServices(IServiceCollection services)
    {
    }

    public void Register(IPluginRegistry registry) => register(registry);
}
