using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Net;
using PluginSdk.Hosting;
using StackExchange.Redis;

namespace PluginSdk.Tool.Commands;

/// <summary>Options and arguments that several commands take.</summary>
internal static class CommonOptions
{
    private const int LongestName = 64;

    public static Option<string?> Redis()
    {
        var redis = new Option<string?>("--redis")
        {
            Description = "The cluster's Redis, such as 127.0.0.1:6379. Without it the cluster lives in this process.",
            HelpName = "host:port",
        };
        redis.Validators.Add(CheckRedis);
        return redis;
    }

    public static Option<string> RequiredRedis()
    {
        var redis = new Option<string>("--redis")
        {
            Description = "The cluster's Redis, such as 127.0.0.1:6379.",
            HelpName = "host:port",
            Required = true,
        };
        redis.Validators.Add(CheckRedis);
        return redis;
    }

    public static Option<string> ClusterName()
    {
        var cluster = new Option<string>("--cluster")
        {
            Description = "The cluster's name: clusters of other names on the same Redis are not touched.",
            DefaultValueFactory = _ => "default",
        };
        cluster.Validators.Add(CheckClusterName);
        return cluster;
    }

    /// <summary>The name of a cluster that is made for this run unless one is given.</summary>
    public static Option<string?> NewClusterName()
    {
        var cluster = new Option<string?>("--cluster")
        {
            Description = "The cluster's name; a new one by default, so that two runs on the same Redis do not meet.",
            HelpName = "name",
        };
        cluster.Validators.Add(CheckClusterName);
        return cluster;
    }

    public static Option<int> Nodes()
    {
        var nodes = new Option<int>("--nodes", "-n") { Description = "How many nodes to run.", HelpName = "count", DefaultValueFactory = _ => 3 };
        nodes.Validators.Add(result => CheckNumber(result, 1, 16, "--nodes takes a whole number from 1 to 16.", isWhole: true));
        return nodes;
    }

    public static Option<double?> Seconds()
    {
        var seconds = new Option<double?>("--for") { Description = "Stop after this many seconds; without it, Ctrl+C stops.", HelpName = "seconds" };
        seconds.Validators.Add(result => CheckNumber(result, 0.1, 86_400, "--for takes a number of seconds from 0.1 to 86400.", isWhole: false));
        return seconds;
    }

    /// <summary>A host refuses by default; whoever runs a package to see what it does is only warned.</summary>
    public static Option<CompatibilityPolicy> Policy() => new("--policy")
    {
        Description = "What becomes of a package whose compatibility flag is false: Refuse (as hosts do), Warn or Allow.",
        DefaultValueFactory = _ => CompatibilityPolicy.Warn,
    };

    public static Argument<FileInfo> Package() => new Argument<FileInfo>("package") { Description = "A .cplugin file, as dotnet build writes it." }.AcceptExistingOnly();

    // The text and not the value: asking for a value that cannot be converted throws.
    private static void CheckNumber(OptionResult result, double least, double most, string rule, bool isWhole)
    {
        if (result.Tokens is not [var token])
            return;
        var styles = isWhole ? NumberStyles.None : NumberStyles.Float;
        if (!double.TryParse(token.Value, styles, CultureInfo.InvariantCulture, out var number) || !(number >= least && number <= most))
            result.AddError($"{rule} '{token.Value}' is none.");
    }

    private static void CheckClusterName(OptionResult result)
    {
        if (result.Tokens is [var token] && !(token.Value.Length is > 0 and <= LongestName && token.Value.All(static c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-')))
            result.AddError($"--cluster takes letters, digits, '.', '_' and '-', at most {LongestName} of them. '{token.Value}' is none such.");
    }

    private static void CheckRedis(OptionResult result)
    {
        if (result.Tokens is [var token] && !IsRedis(token.Value))
            result.AddError($"--redis takes host:port, such as 127.0.0.1:6379, and after it, separated by commas, what else StackExchange.Redis understands. '{token.Value}' is none such.");
    }

    private static bool IsRedis(string text)
    {
        try
        {
            return ConfigurationOptions.Parse(text).EndPoints is { Count: > 0 } endpoints && endpoints.All(IsEndpoint);
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    private static bool IsEndpoint(EndPoint endpoint) =>
        endpoint is not DnsEndPoint dns || Uri.CheckHostName(dns.Host) != UriHostNameType.Unknown;
}
