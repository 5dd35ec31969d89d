using System.Text;
using Microsoft.CodeAnalysis.Diagnostics;

namespace PluginSdk.Generators.Manifest;

/// <summary>The properties of the project that the build shows to the compiler.</summary>
internal readonly struct BuildProperties(AnalyzerConfigOptions options)
{
    private readonly AnalyzerConfigOptions _options = options;

    /// <summary>A property's value; null where it is missing or empty.</summary>
    public string? this[string name] =>
        _options.TryGetValue("build_property." + name, out var value) && !string.IsNullOrWhiteSpace(value) ? value.Trim() : null;

    public string? PluginKey => this["PluginKey"];

    /// <summary>The project builds a plugin: it uses the project SDK, or says so.</summary>
    public bool IsPlugin => Is("IsClusterPlugin") ?? Is("UsingPluginSdk") ?? false;

    /// <summary>The default is yes; a project that says no gets warnings in place of errors.</summary>
    public bool IsClusterCompatible => Is("ClusterCompatible") ?? true;

    /// <summary>
    /// A property that people write sentences into. The project SDK hands it over encoded, because on its way to the
    /// compiler a line break, a semicolon or a number sign would end it.
    /// </summary>
    public string? Prose(string name)
    {
        if (this["PluginSdk" + name] is not { } encoded)
            return this[name];
        try
        {
            var text = Encoding.UTF8.GetString(Convert.FromBase64String(encoded)).Trim();
            return text.Length == 0 ? null : text;
        }
        catch (FormatException)
        {
            return this[name];
        }
    }

    private bool? Is(string name) => this[name] is { } value ? string.Equals(value, "true", StringComparison.OrdinalIgnoreCase) : null;
}
