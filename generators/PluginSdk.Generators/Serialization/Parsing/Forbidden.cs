using Microsoft.CodeAnalysis;
using PluginSdk.Generators.Infrastructure;

namespace PluginSdk.Generators.Serialization.Parsing;

/// <summary>Types that mean something only in the process that made them.</summary>
internal static class Forbidden
{
    private const string Work = "is work that this process does; await it, and carry what it yields";
    private const string Handle = "is a handle of this process";
    private const string Signal = "is a signal within this process; the receiver has a token of its own";
    private const string Waiting = "is what threads of this process wait for; [ClusterLock] is what nodes have in common";
    private const string Text = "is a source of data in this process; read it, and carry the bytes or the text";
    private const string Path = "is a place on this machine; carry what it holds, or a path within the shared home";
    private const string Connection = "is a connection of this process; carry what comes over it";
    private const string Code = "describes code that is loaded in this process; carry a name or a number for it";

    private static readonly Dictionary<string, (string Namespace, string Reason)> s_types = new(StringComparer.Ordinal)
    {
        ["Delegate"] = ("System", "is code and not data"),
        ["Exception"] = ("System", "belongs to the stack that threw it; carry its message, and what a handler needs of it"),
        ["Attribute"] = ("System", Code),
        ["Lazy"] = ("System", "is a promise to compute a value in this process; carry the value"),
        ["WeakReference"] = ("System", "refers to an object of this process"),
        ["IServiceProvider"] = ("System", "gives out services of this process; a handler or loader takes them as parameters"),
        ["Stream"] = ("System.IO", Text),
        ["TextReader"] = ("System.IO", Text),
        ["TextWriter"] = ("System.IO", Text),
        ["BinaryReader"] = ("System.IO", Text),
        ["BinaryWriter"] = ("System.IO", Text),
        ["FileSystemInfo"] = ("System.IO", Path),
        ["DriveInfo"] = ("System.IO", Path),
        ["PipeReader"] = ("System.IO.Pipelines", Text),
        ["PipeWriter"] = ("System.IO.Pipelines", Text),
        ["MemberInfo"] = ("System.Reflection", Code),
        ["Assembly"] = ("System.Reflection", Code),
        ["Expression"] = ("System.Linq.Expressions", Code),
        ["IQueryable"] = ("System.Linq", "is a query that this process has not run yet; run it, and carry its results"),
        ["SafeHandle"] = ("System.Runtime.InteropServices", Handle),
        ["CriticalHandle"] = ("System.Runtime.InteropServices", Handle),
        ["GCHandle"] = ("System.Runtime.InteropServices", Handle),
        ["HandleRef"] = ("System.Runtime.InteropServices", Handle),
        ["CancellationToken"] = ("System.Threading", Signal),
        ["CancellationTokenSource"] = ("System.Threading", Signal),
        ["WaitHandle"] = ("System.Threading", Waiting),
        ["SemaphoreSlim"] = ("System.Threading", Waiting),
        ["Lock"] = ("System.Threading", Waiting),
        ["ReaderWriterLockSlim"] = ("System.Threading", Waiting),
        ["Thread"] = ("System.Threading", Work),
        ["Timer"] = ("System.Threading", Work),
        ["AsyncLocal"] = ("System.Threading", "is a value per flow of this process; carry the value"),
        ["ThreadLocal"] = ("System.Threading", "is a value per thread of this process; carry the value"),
        ["Task"] = ("System.Threading.Tasks", Work),
        ["ValueTask"] = ("System.Threading.Tasks", Work),
        ["TaskCompletionSource"] = ("System.Threading.Tasks", Work),
        ["IAsyncEnumerable"] = ("System.Collections.Generic", "is a sequence that this process produces; gather it, and carry the list"),
        ["HttpMessageInvoker"] = ("System.Net.Http", Connection),
        ["HttpMessageHandler"] = ("System.Net.Http", Connection),
        ["HttpContent"] = ("System.Net.Http", Connection),
        ["HttpRequestMessage"] = ("System.Net.Http", Connection),
        ["HttpResponseMessage"] = ("System.Net.Http", Connection),
        ["Socket"] = ("System.Net.Sockets", Connection),
        ["DbConnection"] = ("System.Data.Common", Connection),
        ["DbCommand"] = ("System.Data.Common", Connection),
        ["DbDataReader"] = ("System.Data.Common", Connection),
        ["Process"] = ("System.Diagnostics", Handle),
        ["DbContext"] = ("Microsoft.EntityFrameworkCore", Connection),
    };

    public static bool Contains(INamedTypeSymbol type)
        => s_types.TryGetValue(type.Name, out var known) && type.ContainingNamespace.IsNamed(known.Namespace);

    /// <summary>What the type, or what it derives from, is, and what to do instead; null where it is none of these.</summary>
    public static string? ReasonOf(INamedTypeSymbol type)
    {
        for (var current = type; current is not null; current = current.BaseType)
        {
            if (Contains(current))
                return s_types[current.Name].Reason;
        }

        return null;
    }
}
