namespace PluginSdk.Generators;

/// <summary>The names under which tests follow the steps of the pipeline.</summary>
internal static class TrackingNames
{
    public const string Caches = nameof(Caches);
    public const string Locks = nameof(Locks);
    public const string Jobs = nameof(Jobs);
    public const string Events = nameof(Events);
    public const string Handlers = nameof(Handlers);
    public const string PluginClasses = nameof(PluginClasses);
    public const string Project = nameof(Project);
    public const string Manifest = nameof(Manifest);
}
