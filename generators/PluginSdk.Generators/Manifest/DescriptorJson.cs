using PluginSdk.Generators.Infrastructure;

namespace PluginSdk.Generators.Manifest;

/// <summary>The descriptor of a plugin: what tools read without loading the assembly. One line for each declared thing.</summary>
internal static class DescriptorJson
{
    public const int Schema = 1;

    public static IReadOnlyList<string> Lines(ManifestModel model, string manifestType)
    {
        var project = model.Project;
        var lines = new List<string>
        {
            "{",
            $"  \"schema\": {Schema},",
            $"  \"key\": {Json.Of(project.Key)},",
            $"  \"name\": {Json.Of(project.Name)},",
            $"  \"version\": {Json.Of(project.Version)},",
        };
        if (project.Vendor is not null)
            lines.Add($"  \"vendor\": {Json.Of(project.Vendor)},");
        if (project.Description is not null)
            lines.Add($"  \"description\": {Json.Of(project.Description)},");
        lines.Add($"  \"contract\": {Json.Of(project.Contract!)},");
        lines.Add($"  \"assembly\": {Json.Of(project.Assembly)},");
        lines.Add($"  \"manifest\": {Json.Of(manifestType)},");
        lines.Add($"  \"clusterCompatible\": {CSharpLiteral.Of(project.ClusterCompatible)},");
        AddList(lines, "caches", model.Caches.Select(cache =>
            Item(("name", cache.Name), ("key", cache.PlainKey), ("value", cache.PlainValue), ("member", cache.Member))), ",");
        AddList(lines, "locks", model.Locks.Select(name => Item(("name", name.Name), ("member", name.Member))), ",");
        AddList(lines, "jobs", model.Jobs.Select(job => Item(
            ("name", job.Name), ("scope", job.IsPerNode ? "node" : "cluster"),
            ("cron", job.Schedule.Cron), ("every", job.Schedule.Every), ("timeZone", job.Schedule.TimeZone),
            ("member", job.Member))), ",");
        AddList(lines, "events", model.Events.Select(type => Item(("name", type.Name), ("type", type.PlainType))), ",");
        AddList(lines, "handlers", model.Handlers.Select(handler =>
            Item(("event", handler.EventName), ("origin", handler.IsRemote ? "remote" : "local"), ("member", handler.Member))), "");
        lines.Add("}");
        return lines;
    }

    private static void AddList(List<string> lines, string name, IEnumerable<string> items, string suffix)
    {
        var all = items.ToList();
        if (all.Count == 0)
        {
            lines.Add($"  \"{name}\": []{suffix}");
            return;
        }

        lines.Add($"  \"{name}\": [");
        for (var index = 0; index < all.Count; index++)
            lines.Add($"    {all[index]}{(index < all.Count - 1 ? "," : "")}");
        lines.Add($"  ]{suffix}");
    }

    private static string Item(params (string Name, string? Value)[] properties) =>
        $"{{ {string.Join(", ", properties.Where(property => property.Value is not null).Select(property => $"\"{property.Name}\": {Json.Of(property.Value!)}"))} }}";
}
