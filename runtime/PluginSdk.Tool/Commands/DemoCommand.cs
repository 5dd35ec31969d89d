using System.CommandLine;
using PluginSdk.Tool.Demo;

namespace PluginSdk.Tool.Commands;

/// <summary><c>clusterplugin demo</c></summary>
internal static class DemoCommand
{
    public static Command Create()
    {
        var nodes = CommonOptions.Nodes();
        var redis = CommonOptions.Redis();
        var keep = new Option<bool>("--keep") { Description = "Leave the project that the demo makes, and say where." };
        var command = new Command("demo", """
            Shows what PluginSdk does: makes a plugin with 'dotnet new clusterplugin', builds, validates and packs it, runs it on
            three nodes and narrates what each promise did. Ends by itself; exit code 0 when every promise was seen.
            """) { nodes, redis, keep };
        command.SetAction((result, cancellationToken) =>
            DemoRun.RunAsync(result.GetValue(nodes), result.GetValue(redis), result.GetValue(keep), cancellationToken));
        return command;
    }
}
