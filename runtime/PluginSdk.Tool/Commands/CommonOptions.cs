using System.CommandLine;
using PluginSdk.Hosting;

namespace PluginSdk.Tool.Commands;

/// <summary>Options and arguments that several commands take.</summary>
internal static class CommonOptions
{
    public static Option<string?> Redis() => new("--redis")
    {
        Description = "The cluster's Redis, such as 127.0.0.1:6379. Without it the cluster lives in this process.",
        HelpName = "host:port",
    };

    public static Option<string> RequiredRedis() => new("--redis")
    {
        Description = "The cluster's Redis, such as 127.0.0.1:6379.",
        HelpName = "host:port",
        Required = true,
    };

    public static Option<string> ClusterName() => new("--cluster")
    {
        Description = "The cluster's name: clusters of other names on the same Redis are not touched.",
        DefaultValueFactory = _ => "default",
    };

    public static Option<int> Nodes()
    {
        var nodes = new Option<int>("--nodes", "-n") { Description = "How many nodes to run.", DefaultValueFactory = _ => 3 };
        nodes.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 1 or > 16)
                result.AddError("--nodes takes a number from 1 to 16.");
        });
        return nodes;
    }

    /// <summary>A host refuses by default; whoever runs a package to see what it does is only warned.</summary>
    public static Option<CompatibilityPolicy> Policy() => new("--policy")
    {
        Description = "What becomes of a package whose compatibility flag is false: Refuse (as hosts do), Warn or Allow.",
        DefaultValueFactory = _ => CompatibilityPolicy.Warn,
    };

    public static Argument<FileInfo> Package() => new Argument<FileInfo>("package") { Description = "A .cplugin file, as dotnet build writes it." }.AcceptExistingOnly();
}
