namespace PluginSdk.Runtime.Tests.Caching;

/// <summary>What the caches load from: the value of a key is its version, and a load takes a while after it has read.</summary>
internal sealed class Source(TimeProvider time)
{
    private Shared _shared = new();

    /// <summary>How many loads there were, on all nodes.</summary>
    public int Loads => _shared.Loads;

    /// <summary>How long a load takes after it has read the version.</summary>
    public TimeSpan Duration { get => _shared.Duration; set => _shared.Duration = value; }

    /// <summary>The same source, seen from another node.</summary>
    public Source At(TimeProvider nodeTime) => new(nodeTime) { _shared = _shared };

    public int Version(int key) => _shared.Versions.GetValueOrDefault(key);

    public int Change(int key) => _shared.Versions[key] = Version(key) + 1;

    public async ValueTask<int> LoadAsync(int key, CancellationToken cancellationToken)
    {
        _shared.Loads++;
        var version = Version(key);
        if (Duration > TimeSpan.Zero)
            await Task.Delay(Duration, time, cancellationToken);
        return version;
    }

    private sealed class Shared
    {
        public Dictionary<int, int> Versions { get; } = [];

        public int Loads { get; set; }

        public TimeSpan Duration { get; set; }
    }
}
