namespace PluginSdk.Generators.Scheduling;

/// <summary>The names of the IANA time zone database, embedded: the machine that builds may know other zones than the one that runs.</summary>
internal static class TimeZoneNames
{
    private const string Resource = "PluginSdk.Generators.TimeZones.txt";

    private static readonly Lazy<HashSet<string>> s_names = new(Read);

    public static bool Contains(string name) => s_names.Value.Contains(name);

    private static HashSet<string> Read()
    {
        using var stream = typeof(TimeZoneNames).Assembly.GetManifestResourceStream(Resource)!;
        using var reader = new StreamReader(stream);
        return new HashSet<string>(reader.ReadToEnd().Split(['\n', '\r'], StringSplitOptions.RemoveEmptyEntries), StringComparer.Ordinal);
    }
}
