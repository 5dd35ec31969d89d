namespace PluginSdk.Engines.Tests.Caching;

/// <summary>What the caches load from: the value of a key is its version.</summary>
internal sealed class VersionedSource(int keys)
{
    private readonly int[] _versions = new int[keys];
    private int _loads;

    /// <summary>A load goes on when this lets it, after it has read the version.</summary>
    public Func<Task> AfterRead { get; set; } = () => Task.CompletedTask;

    public int Loads => Volatile.Read(ref _loads);

    public int Version(int key) => Volatile.Read(ref _versions[key]);

    public int Change(int key) => Interlocked.Increment(ref _versions[key]);

    public async ValueTask<int> LoadAsync(int key, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _loads);
        var version = Volatile.Read(ref _versions[key]);
        await AfterRead();
        return version;
    }
}
