using System.Runtime.CompilerServices;

namespace PluginSdk.Wire;

/// <summary>Keeps nesting from running out of levels or, on threads with little of it, out of stack.</summary>
internal static class WireDepth
{
    /// <summary>Up to here nobody asks: the stack that a thread starts with bears as much.</summary>
    public const int Shallow = 8;

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Check(int depth)
    {
        if (depth > WireWriter.MaxDepth)
            WireError.TooDeep();
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
            WireError.OutOfStack(depth);
    }
}
