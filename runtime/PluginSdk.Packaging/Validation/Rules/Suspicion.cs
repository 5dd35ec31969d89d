namespace PluginSdk.Packaging.Validation;

/// <summary>What a rule found, and every place where its author may justify it.</summary>
/// <param name="Finding">The finding.</param>
/// <param name="Places">Members beside the finding's own, such as those that change a collection.</param>
internal sealed record Suspicion(Finding Finding, IReadOnlyList<string> Places)
{
    public Suspicion(string rule, string member, string message, params IReadOnlyList<string> places)
        : this(new Finding(rule, FindingSeverity.Warning, message, member), places)
    {
    }
}
