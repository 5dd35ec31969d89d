using PluginSdk.Faults.Worker;
using PluginSdk.Redis;
using PluginSdk.Runtime;
using PluginSdk.Runtime.Engine;
using StackExchange.Redis;

// A node as a process of its own, for tests that stop, kill and cut it off. Arguments: name, endpoint of the engine,
// cluster, endpoint of the resource that its locks guard and its cache is over. Commands come by line; each answer is a line.
var (name, endpoint, cluster, resource) = (args[0], args[1], args[2], args[3]);
await using var engine = new RedisEngine(new RedisEngineOptions { Configuration = endpoint, ClusterName = cluster });
await using var member = new ClusterMember(engine, new ClusterMemberOptions { NodeName = name });
for (var attempt = 1; ; attempt++)
{
    try
    {
        await member.StartAsync(CancellationToken.None);
        break;
    }
    catch (EngineUnavailableException) when (attempt < 20)
    {
        // The machine is busy with starting all of them.
        await Task.Delay(TimeSpan.FromMilliseconds(250), TimeProvider.System);
    }
}

var plugin = member.CreatePlugin("faults");
await using var connection = await ConnectionMultiplexer.ConnectAsync(resource);
var output = new WorkerOutput(Console.Out);
var node = new WorkerNode(plugin.Cluster.Locks, new WorkerCache(plugin, connection.GetDatabase(), output), new FencedResource(connection.GetDatabase()), output);
Console.Out.WriteLine("ready");
while (await Console.In.ReadLineAsync() is { Length: > 0 } line)
    node.Run(line.Split(' '));
await plugin.StopAsync();
