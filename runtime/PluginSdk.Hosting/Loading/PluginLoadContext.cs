using System.Reflection;
using System.Runtime.Loader;
using PluginSdk.Packaging;

namespace PluginSdk.Hosting;

/// <summary>
/// One package on one node: its assemblies come from the package and are private to it, statics included. The contract, the
/// assemblies that the host shares and the framework come from the host.
/// </summary>
internal sealed class PluginLoadContext : AssemblyLoadContext
{
    private readonly PluginPackage _package;
    private readonly IReadOnlyDictionary<string, Assembly> _shared;

    public PluginLoadContext(PluginPackage package, IReadOnlyDictionary<string, Assembly> shared, string node)
        : base($"{package.Document.Key} {package.Document.Version} on {node}", isCollectible: true)
    {
        _package = package;
        _shared = shared;
    }

    /// <summary>Where the host's own assemblies live; not always the default context.</summary>
    private static AssemblyLoadContext Host { get; } = GetLoadContext(typeof(PluginLoadContext).Assembly) ?? Default;

    public IPluginManifest CreateManifest()
    {
        var document = _package.Document;
        var assembly = LoadFromAssemblyName(new AssemblyName(document.Assembly));
        var type = assembly.GetType(document.Manifest)
            ?? throw new PluginRefusedException(document.Key, $"The assembly {document.Assembly} has no type {document.Manifest}, which its descriptor names. Build the plugin again.");
        if (Activator.CreateInstance(type) is not IPluginManifest manifest)
            throw new PluginRefusedException(document.Key, $"{document.Manifest} is not a plugin manifest of this host's contract. Build the plugin again with the PluginSdk of the host.");
        return manifest.Key == document.Key
            ? manifest
            : throw new PluginRefusedException(document.Key, $"The package says '{document.Key}' and its manifest says '{manifest.Key}'. Build the plugin again.");
    }

    protected override Assembly? Load(AssemblyName assemblyName)
    {
        var name = assemblyName.Name!;
        if (_shared.TryGetValue(name, out var contract))
            return contract;
        if (HostSharedAssemblies.Contains(name))
            return Host.LoadFromAssemblyName(assemblyName);
        var path = string.IsNullOrEmpty(assemblyName.CultureName) ? $"lib/{name}" : $"lib/{assemblyName.CultureName}/{name}";
        if (_package.TryGetFile(path + ".dll", out var image))
            return LoadFromStream(new MemoryStream(image), _package.TryGetFile(path + ".pdb", out var symbols) ? new MemoryStream(symbols) : null);
        if (FrameworkAssemblies.IsPrivateToHost(name))
        {
            throw new FileNotFoundException(
                $"The package of {_package.Document.Key} has no {name}.dll, and the host's copy is the host's own. Reference {name} so that it is packaged, or have the host share it with ShareContract.", name);
        }
        return null;
    }
}
