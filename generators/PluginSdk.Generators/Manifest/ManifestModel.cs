using PluginSdk.Generators.Caching;
using PluginSdk.Generators.Classes;
using PluginSdk.Generators.Events;
using PluginSdk.Generators.Infrastructure;
using PluginSdk.Generators.Jobs;
using PluginSdk.Generators.Locking;

namespace PluginSdk.Generators.Manifest;

/// <summary>Everything that a plugin declares, each list in an order that does not depend on the order of files.</summary>
internal sealed record ManifestModel(
    ProjectModel Project,
    EquatableArray<CacheModel> Caches,
    EquatableArray<LockName> Locks,
    EquatableArray<JobModel> Jobs,
    EquatableArray<EventModel> Events,
    EquatableArray<HandlerModel> Handlers,
    EquatableArray<OwnerClass> Owners,
    EquatableArray<PluginClass> PluginClasses)
{
    /// <summary>A project that is no plugin and declares nothing has no manifest.</summary>
    public bool IsWanted =>
        Project.Contract is not null
        && (Project.IsPlugin || Caches.Count + Locks.Count + Jobs.Count + Events.Count + Handlers.Count > 0);

    public static ManifestModel Of(
        ProjectModel project,
        IReadOnlyList<CachingClass> caches,
        IReadOnlyList<LockingClass> locks,
        IReadOnlyList<JobClass> jobs,
        IReadOnlyList<EventModel> events,
        IReadOnlyList<HandlerClass> handlers,
        IReadOnlyList<PluginClass> pluginClasses) => new(
            project,
            Sorted(caches.SelectMany(type => type.Caches), cache => cache.Name + "\0" + cache.Member),
            Sorted(locks.SelectMany(LockName.Of), name => name.Name + "\0" + name.Member),
            Sorted(jobs.SelectMany(type => type.Jobs), job => job.Name + "\0" + job.Member),
            Sorted(events, type => type.Name + "\0" + type.Type),
            Sorted(handlers.SelectMany(type => type.Handlers), handler => $"{handler.EventName}\0{handler.IsRemote}\0{handler.Member}\0{handler.Event}"),
            Sorted(
                caches.Select(type => type.Owner)
                    .Concat(locks.Select(type => type.Owner))
                    .Concat(jobs.Select(type => type.Owner))
                    .Concat(handlers.Select(type => type.Owner))
                    .OfType<OwnerClass>()
                    .Distinct(),
                owner => owner.Type),
            Sorted(pluginClasses, type => type.Type));

    private static EquatableArray<T> Sorted<T>(IEnumerable<T> items, Func<T, string> key)
        where T : IEquatable<T> => items.OrderBy(key, StringComparer.Ordinal).ToEquatableArray();
}

/// <summary>A lock as the descriptor lists it.</summary>
internal sealed record LockName(string Name, string Member)
{
    public static IEnumerable<LockName> Of(LockingClass type) => type.Properties
        .Select(property => new LockName(property.Name, property.Member))
        .Concat(type.Methods.Select(method => new LockName(method.Template, method.Member)));
}
