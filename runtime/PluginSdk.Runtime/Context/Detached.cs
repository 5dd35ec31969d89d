namespace PluginSdk.Runtime;

/// <summary>
/// Starts work that outlives the call which caused it. It stays on the caller's synchronization context, as everything
/// here does, but takes nothing of the caller's flow along: an activity or a plugin's async local would live as long as it.
/// </summary>
internal static class Detached
{
    public static Task Start(Func<Task> work)
    {
        if (ExecutionContext.IsFlowSuppressed())
            return work();
        using (ExecutionContext.SuppressFlow())
            return work();
    }
}
