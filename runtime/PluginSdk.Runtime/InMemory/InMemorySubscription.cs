namespace PluginSdk.Runtime.InMemory;

/// <summary>Ends a listening.</summary>
internal sealed class InMemorySubscription(Action end) : IAsyncDisposable
{
    public ValueTask DisposeAsync()
    {
        end();
        return ValueTask.CompletedTask;
    }
}
