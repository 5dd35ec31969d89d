using System.Runtime.CompilerServices;
using System.Runtime.Loader;

namespace PluginSdk.Hosting.Tests.Probe;

internal static class LoadContexts
{
    /// <summary>The load contexts of plugins in this process, held by nothing.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static List<WeakReference> Alive() =>
        [.. AssemblyLoadContext.All.Where(context => context is PluginLoadContext).Select(context => new WeakReference(context))];
}
