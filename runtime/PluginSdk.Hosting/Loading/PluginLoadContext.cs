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

    private readonly string _nativeFolder;

    /// <param name="package">What is loaded.</param>
    /// <param name="shared">The host's contracts, by simple name.</param>
    /// <param name="node">The node's name, for people who look at load contexts.</param>
    /// <param name="localHome">Native libraries are put below it, since no system loads them from memory.</param>
    public PluginLoadContext(PluginPackage package, IReadOnlyDictionary<string, Assembly> shared, string node, string localHome)
        : base($"{package.Document.Key} {package.Document.Version} on {node}", isCollectible: true)
    {
        _package = package;
        _shared = shared;
        _nativeFolder = Path.Combine(Path.GetFullPath(localHome), "native", package.Hash);
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
        var path = string.IsNullOrEmpty(assemblyName.CultureName)
            ? PlatformAssets.FindAssembly(_package, name) ?? $"lib/{name}.dll"
            : $"lib/{assemblyName.CultureName}/{name}.dll";
        if (_package.TryGetFile(path, out var image))
            return LoadFromStream(new MemoryStream(image), _package.TryGetFile(Path.ChangeExtension(path, ".pdb"), out var symbols) ? new MemoryStream(symbols) : null);
        if (FrameworkAssemblies.IsPrivateToHost(name))
        {
            throw new FileNotFoundException(
                $"The package of {_package.Document.Key} has no {name}.dll, and the host's copy is the host's own. Reference {name} so that it is packaged, or have the host share it with ShareContract.", name);
        }
        return null;
    }

    protected override nint LoadUnmanagedDll(string unmanagedDllName)
    {
        if (PlatformAssets.FindLibrary(_package, unmanagedDllName) is not { } path || !_package.TryGetFile(path, out var library))
            return 0;
        var file = Path.Combine(_nativeFolder, Path.GetFileName(path));
        if (!File.Exists(file))
        {
            // Aside and moved, because another start of the same package may be reading it.
            Directory.CreateDirectory(_nativeFolder);
            var aside = $"{file}.{Environment.ProcessId}.{Environment.CurrentManagedThreadId}.tmp";
            File.WriteAllBytes(aside, library);
            File.Move(aside, file, overwrite: true);
        }
        return LoadUnmanagedDllFromPath(file);
    }
}
