namespace PluginSdk.Engines.Tests.Caching;

/// <summary>Holds answers of the shared tier on their way back.</summary>
internal sealed class HeldAnswers
{
    private TaskCompletionSource? _reached;
    private TaskCompletionSource? _released;

    /// <summary>Holds the next answer.</summary>
    /// <returns>Ends when it has come.</returns>
    public Task HoldNext()
    {
        _released = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        return _reached.Task;
    }

    public void Release() => _released!.SetResult();

    public Task PassAsync()
    {
        if (Interlocked.Exchange(ref _reached, null) is not { } reached)
            return Task.CompletedTask;
        reached.SetResult();
        return _released!.Task;
    }
}
