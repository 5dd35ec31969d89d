namespace PluginSdk.Runtime;

/// <summary>An event's name, unique in the cluster: <c>plugin/name</c>.</summary>
internal readonly record struct EventName
{
    private const string TopicPrefix = "event/";

    private EventName(string qualified) => Qualified = qualified;

    public string Qualified { get; }

    /// <summary>Where its entries are in the log.</summary>
    public string Topic => TopicPrefix + Qualified;

    /// <param name="plugin">The plugin that says the name.</param>
    /// <param name="name">One of its own names, or <c>other.plugin/name</c>.</param>
    public static EventName Of(PluginRuntime plugin, string name)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        return new(name.Contains('/', StringComparison.Ordinal) ? name : plugin.Qualify(name));
    }

    /// <summary>As <paramref name="plugin"/> says it: its own names without its key.</summary>
    public string SaidBy(PluginRuntime plugin) =>
        Qualified.StartsWith($"{plugin.Key}/", StringComparison.Ordinal) ? Qualified[(plugin.Key.Length + 1)..] : Qualified;

    public static EventName FromTopic(string topic) => new(topic[TopicPrefix.Length..]);

    public override string ToString() => Qualified;
}
