using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;

namespace PluginSdk.Generators.Tests.Verification;

/// <summary>A project that was compiled with its generated code and loaded; it shares the contract with the test.</summary>
internal sealed class LoadedProject : IDisposable
{
    private readonly AssemblyLoadContext _context;

    private LoadedProject(AssemblyLoadContext context, Assembly assembly)
    {
        _context = context;
        Assembly = assembly;
    }

    public Assembly Assembly { get; }

    public static LoadedProject From(Compilation compilation)
    {
        using var image = new MemoryStream();
        var result = compilation.Emit(image);
        Assert.True(result.Success, string.Join('\n', result.Diagnostics));
        image.Position = 0;
        var context = new AssemblyLoadContext(compilation.AssemblyName, isCollectible: true);
        return new LoadedProject(context, context.LoadFromStream(image));
    }

    public Type Type(string name) => Assembly.GetType(name, throwOnError: true)!;

    /// <summary>Calls a static method, such as the entry of a little program inside the compiled source.</summary>
    public object? Call(string type, string method, params object?[] arguments) =>
        Type(type).GetMethod(method, BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)!
            .Invoke(null, BindingFlags.DoNotWrapExceptions, binder: null, arguments, culture: null);

    /// <summary>As <see cref="Call"/>, for a method that returns a task with a result.</summary>
    public async Task<T> CallAsync<T>(string type, string method, params object?[] arguments) =>
        await (Task<T>)Call(type, method, arguments)!;

    public void Dispose() => _context.Unload();
}
