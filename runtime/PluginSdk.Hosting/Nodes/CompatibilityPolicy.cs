namespace PluginSdk.Hosting;

/// <summary>What a node does with a package whose flag says that it is not cluster compatible.</summary>
public enum CompatibilityPolicy
{
    /// <summary>Does not start it, and says why.</summary>
    Refuse,

    /// <summary>Starts it and writes a warning with the reasons.</summary>
    Warn,

    /// <summary>Starts it.</summary>
    Allow,
}
