using System.Collections.Immutable;

namespace PluginSdk.Generators.Tests.Verification;

/// <summary>A cluster that records what generated code asks of it. Its locks are free unless they are in <see cref="Taken"/>.</summary>
internal sealed class StubCluster
{
    public StubCluster()
    {
        var caches = Stub.Of<IClusterCaches>((_, arguments) => Define(arguments[0]!));
        var locks = Stub.Of<IClusterLocks>((_, arguments) => Lock((string)arguments[0]!, (LockSettings?)arguments[1]));
        Cluster = Stub.Of<ICluster>((method, _) => method.Name switch
        {
            "get_Caches" => caches,
            "get_Locks" => locks,
            "get_ThisNode" => new ClusterNode("n1", "node-1"),
            _ => throw new NotSupportedException(method.Name),
        });
        Context = Stub.Of<IPluginContext>((method, _) => method.Name == "get_Cluster" ? Cluster : throw new NotSupportedException(method.Name));
    }

    public ICluster Cluster { get; }

    public IPluginContext Context { get; }

    /// <summary>The definitions of caches, each as often as it was asked for.</summary>
    public ImmutableList<object> Definitions { get; private set; } = [];

    /// <summary>What was done with locks, in order.</summary>
    public ImmutableList<string> Journal { get; private set; } = [];

    public ImmutableList<LockSettings?> Settings { get; private set; } = [];

    public HashSet<string> Taken { get; } = new(StringComparer.Ordinal);

    private object? Define(object definition)
    {
        Definitions = Definitions.Add(definition);
        // A proxy cannot mention types of the loaded project; there the definition is all that a test sees.
        if (definition.GetType().IsCollectible)
            return null;
        var type = typeof(IClusterCache<,>).MakeGenericType(definition.GetType().GetGenericArguments());
        return typeof(Stub).GetMethod(nameof(Stub.Of))!.MakeGenericMethod(type)
            .Invoke(null, [new Func<System.Reflection.MethodInfo, object?[], object?>((method, _) => throw new NotSupportedException(method.Name))])!;
    }

    private IClusterLock Lock(string name, LockSettings? settings)
    {
        Settings = Settings.Add(settings);
        return Stub.Of<IClusterLock>((method, arguments) =>
        {
            if (method.Name == "get_Name")
                return name;
            var wait = arguments[0] is TimeSpan given ? $" {given}" : "";
            Journal = Journal.Add($"{method.Name}{wait} {name}");
            var taken = Taken.Contains(name);
            var lease = taken ? null : new StubLease(name, () => Journal = Journal.Add($"release {name}"));
            return method.Name switch
            {
                "TryAcquireAsync" => new ValueTask<ClusterLockLease?>(lease),
                "AcquireAsync" when taken => new ValueTask<ClusterLockLease>(Task.FromException<ClusterLockLease>(new TimeoutException())),
                "AcquireAsync" => (object)new ValueTask<ClusterLockLease>(lease!),
                _ => throw new NotSupportedException(method.Name),
            };
        });
    }

    private sealed class StubLease(string name, Action release) : ClusterLockLease
    {
        public override string Name => name;

        public override long FencingToken => 7;

        public override CancellationToken Lost => CancellationToken.None;

        public override TimeSpan Remaining => TimeSpan.FromSeconds(15);

        public override void ThrowIfLost()
        {
        }

        public override ValueTask DisposeAsync()
        {
            release();
            return default;
        }
    }
}
