namespace PluginSdk.Tool.Demo;

/// <summary>One promise, and what the demo saw of it.</summary>
/// <param name="Promise">What is promised.</param>
/// <param name="Seen">What happened.</param>
/// <param name="Where">On which nodes, or in which folders.</param>
/// <param name="Verdict">What follows.</param>
internal sealed record PromiseRow(string Promise, string Seen, string Where, PromiseVerdict Verdict);

/// <summary>What became of a promise.</summary>
internal enum PromiseVerdict
{
    /// <summary>What would show it has not happened.</summary>
    NotSeen,

    /// <summary>It was seen, and nothing against it.</summary>
    Kept,

    /// <summary>Something happened that it rules out.</summary>
    Broken,
}
