using System.CommandLine;
using System.Runtime.InteropServices;
using PluginSdk.Redis;
using PluginSdk.Tool.Nodes;
using PluginSdk.Tool.Timeline;

namespace PluginSdk.Tool.Commands;

/// <summary>
/// One node of <c>up --redis</c>, in a process of its own: prints its timeline as JSON lines and ends when its standard
/// input does. Not for people, so it is not in the help.
/// </summary>
internal static class NodeCommand
{
    public static Command Create()
    {
        var name = new Option<string>("--name") { Required = true };
        var home = new Option<string>("--home") { Required = true };
        var redis = CommonOptions.RequiredRedis();
        var cluster = CommonOptions.ClusterName();
        var policy = CommonOptions.Policy();
        var command = new Command("node", "Runs one node of 'up --redis'.") { name, home, redis, cluster, policy };
        command.Hidden = true;
        command.SetAction((result, cancellationToken) => RunAsync(
            result.GetRequiredValue(name),
            new NodeSettings(1, result.GetRequiredValue(redis), result.GetRequiredValue(cluster), result.GetRequiredValue(home), result.GetValue(policy)),
            cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(string name, NodeSettings settings, CancellationToken cancellationToken)
    {
        // Ctrl+C reaches every process of the terminal; the one that watches decides when its nodes stop.
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, context => context.Cancel = true);
        await using var engine = new RedisEngine(new RedisEngineOptions { Configuration = settings.Redis!, ClusterName = settings.Cluster });
        using var host = NodeHost.Build(name, settings, engine, new JsonTimeline(Console.Out));
        await host.StartAsync(cancellationToken).ConfigureAwait(false);
        await InputClosedAsync(cancellationToken).ConfigureAwait(false);
        await host.StopAsync(CancellationToken.None).ConfigureAwait(false);
        return ExitCode.Done;
    }

    private static async Task InputClosedAsync(CancellationToken cancellationToken)
    {
        var input = Console.OpenStandardInput();
        var buffer = new byte[256];
        while (await input.ReadAsync(buffer, cancellationToken).ConfigureAwait(false) > 0)
        {
        }
    }
}
