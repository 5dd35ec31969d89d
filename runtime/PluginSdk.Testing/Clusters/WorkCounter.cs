namespace PluginSdk.Testing;

/// <summary>How many jobs and handlers of the plugin are under way on all nodes.</summary>
internal sealed class WorkCounter
{
    private int _underWay;

    public bool HasWork => Volatile.Read(ref _underWay) > 0;

    public async Task CountAsync(Func<Task> work)
    {
        Interlocked.Increment(ref _underWay);
        try
        {
            await work();
        }
        finally
        {
            Interlocked.Decrement(ref _underWay);
        }
    }
}
