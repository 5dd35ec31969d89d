using System.Runtime.CompilerServices;

namespace PluginSdk.Runtime;

/// <summary>
/// The runtime awaits without <c>ConfigureAwait(false)</c>, so that a deterministic context sees every step. What a plugin
/// or a host calls therefore begins, before its first real wait, with <c>await CallerContext.Leave();</c>: from there on
/// nothing depends on a user interface's thread or a task scheduler of the caller.
/// </summary>
internal static class CallerContext
{
    /// <summary>Goes on without the caller's context; on a deterministic context, or without any, nothing happens.</summary>
    public static LeaveAwaitable Leave() => default;

    /// <summary>What <see cref="Leave"/> gives to <c>await</c>.</summary>
    public readonly struct LeaveAwaitable : ICriticalNotifyCompletion
    {
        public LeaveAwaitable GetAwaiter() => this;

        public bool IsCompleted =>
            SynchronizationContext.Current is null or DeterministicContext && TaskScheduler.Current == TaskScheduler.Default;

        public void GetResult()
        {
        }

        public void OnCompleted(Action continuation) => Queue(continuation, flowContext: true);

        public void UnsafeOnCompleted(Action continuation) => Queue(continuation, flowContext: false);

        private static void Queue(Action continuation, bool flowContext)
        {
#pragma warning disable RS0030 // The one place where the runtime changes threads: away from a context that is not its own.
            if (flowContext)
                ThreadPool.QueueUserWorkItem(static action => action(), continuation, preferLocal: false);
            else
                ThreadPool.UnsafeQueueUserWorkItem(static action => action(), continuation, preferLocal: false);
#pragma warning restore RS0030
        }
    }
}
