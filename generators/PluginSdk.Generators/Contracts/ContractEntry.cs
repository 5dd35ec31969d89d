namespace PluginSdk.Generators.Contracts;

/// <summary>A name that nodes find each other by.</summary>
/// <param name="Kind"><c>event</c>, <c>cache</c>, <c>job</c>, <c>lock</c> or <c>root</c>.</param>
/// <param name="Name">The name within the plugin.</param>
/// <param name="Types">What it carries: an event's type, a cache's key and value.</param>
/// <param name="Detail">Anything else that must not change.</param>
internal sealed record ContractEntry(string Kind, string Name, IReadOnlyList<WireType> Types, string Detail)
{
    /// <summary>What two versions must agree on: in the name of a lock the holes count, not what they are called.</summary>
    public string Identity => Kind == "lock"
        ? $"{Kind} {System.Text.RegularExpressions.Regex.Replace(Name, @"\{[^{}]*\}", "{}")}"
        : $"{Kind} {Name}";
}
