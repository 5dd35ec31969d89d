namespace PluginSdk.Packaging;

/// <summary>What the validator found in one or more assemblies.</summary>
/// <param name="Findings">What nobody justified, in the order of rules and members.</param>
/// <param name="Suppressions">What the author justified with a <c>SuppressMessage</c> that the assembly carries.</param>
public sealed record ValidatorReport(IReadOnlyList<Finding> Findings, IReadOnlyList<Suppression> Suppressions)
{
    internal static ValidatorReport Of(IEnumerable<ValidatorReport> parts)
    {
        var all = parts.ToList();
        return new ValidatorReport([.. all.SelectMany(static part => part.Findings)], [.. all.SelectMany(static part => part.Suppressions)]);
    }
}
