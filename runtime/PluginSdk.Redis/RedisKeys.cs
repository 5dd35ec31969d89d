using System.Text;
using StackExchange.Redis;

namespace PluginSdk.Redis;

/// <summary>
/// The names of a cluster's keys. All carry one hash tag, so that every script touches one slot.
/// </summary>
internal sealed class RedisKeys(string clusterName)
{
    /// <summary><c>psdk:{cluster}:</c></summary>
    public string Prefix { get; } = $"psdk:{{{clusterName}}}:";

    public RedisKey Of(string kind) => Prefix + kind;

    public RedisKey Of(string kind, string name) => $"{Prefix}{kind}:{name}";

    /// <summary>What the keys of a kind begin with, as bytes: put before a name it makes a key without copying either.</summary>
    public RedisKey PrefixOf(string kind) => Encoding.UTF8.GetBytes($"{Prefix}{kind}:");

    public RedisChannel ChannelOf(string kind) => RedisChannel.Literal(Prefix + kind);
}
