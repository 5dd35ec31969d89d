namespace PluginSdk.Runtime;

internal static class TaskContextExtensions
{
    /// <summary>
    /// A task to hand to <c>Task.WaitAsync</c>, <c>Task.WhenAny</c> or <c>Task.WhenAll</c> in place of one that was made with
    /// <see cref="TaskCreationOptions.RunContinuationsAsynchronously"/>: those complete on the thread pool when such a task
    /// completes, and so leave a deterministic context. A plain <c>await</c> of such a task stays, and needs none of this.
    /// </summary>
    public static async Task OnContext(this Task task) => await task;

    /// <inheritdoc cref="OnContext(Task)"/>
    public static async Task<T> OnContext<T>(this Task<T> task) => await task;
}
