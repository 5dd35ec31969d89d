using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using PluginSdk.Runtime;
using PluginSdk.Testing;
using PluginSdk.Wire;

namespace PluginSdk.Engines.Tests.Nodes;

/// <summary>A node in real time with a plugin whose handlers write down what they get.</summary>
internal sealed class TalkingNode : IAsyncDisposable, IPluginManifest
{
    private static readonly EventDefinition<string> s_said = new("said", WireCodecs.String);

    private TalkingNode(ClusterMember member)
    {
        Member = member;
        Plugin = member.CreatePlugin(Key);
    }

    public string Key => "acme.talk";

    public string DescriptorJson => "{}";

    public ClusterMember Member { get; }

    public PluginRuntime Plugin { get; }

    public ConcurrentQueue<string> Local { get; } = [];

    public ConcurrentQueue<string> Remote { get; } = [];

    public static async Task<TalkingNode> StartAsync(EngineCluster cluster, string name, RecordedTimeline timeline)
    {
        var member = new ClusterMember(await cluster.ConnectAsync(), new ClusterMemberOptions { NodeName = name, Timeline = timeline, MembershipTimeout = TimeSpan.FromSeconds(5) });
        await member.StartAsync(TestContext.Current.CancellationToken);
        var node = new TalkingNode(member);
        await node.Plugin.StartAsync(node, new ServiceCollection().BuildServiceProvider(), TestContext.Current.CancellationToken);
        return node;
    }

    public Task SayAsync(string text) => Plugin.Cluster.Events.PublishAsync(s_said, text, TestContext.Current.CancellationToken).AsTask();

    public void ConfigureServices(IServiceCollection services)
    {
    }

    public void Register(IPluginRegistry registry)
    {
        registry.AddLocalHandler(s_said, (text, _, _) =>
        {
            Local.Enqueue(text);
            return Task.CompletedTask;
        });
        registry.AddRemoteHandler(s_said, (wrapper, _, _) =>
        {
            Remote.Enqueue($"{wrapper.Origin.Name}: {wrapper.Event}");
            return Task.CompletedTask;
        });
    }

    public async ValueTask DisposeAsync()
    {
        await Plugin.DisposeAsync();
        await Member.DisposeAsync();
    }
}
