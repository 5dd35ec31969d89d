using PluginSdk.Runtime;

namespace PluginSdk.Redis;

/// <summary>For interfaces of others that have members without a task.</summary>
internal static class Blocking
{
    /// <summary>Blocks the thread until what <paramref name="start"/> started is done.</summary>
    /// <exception cref="NotSupportedException">The thread is the only one of a simulated cluster.</exception>
    public static T Wait<T>(Func<ValueTask<T>> start)
    {
        var context = SynchronizationContext.Current;
        if (context is DeterministicContext)
            throw new NotSupportedException("A call that blocks would stop the whole simulated cluster, which runs on this one thread. Use the member that ends in Async.");
        // What is started must not want to come back to a context or a scheduler whose thread waits here.
        if (TaskScheduler.Current != TaskScheduler.Default)
            return Task.Run(() => start().AsTask()).GetAwaiter().GetResult();
        SynchronizationContext.SetSynchronizationContext(null);
        try
        {
            var pending = start();
            return pending.IsCompleted ? pending.GetAwaiter().GetResult() : pending.AsTask().GetAwaiter().GetResult();
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(context);
        }
    }
}
