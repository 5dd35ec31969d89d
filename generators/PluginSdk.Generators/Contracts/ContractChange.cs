namespace PluginSdk.Generators.Contracts;

/// <summary>A difference between two versions that matters while both run.</summary>
/// <param name="Element">What it is about, as places are keyed.</param>
/// <param name="IsBreak">Whether nodes of the two versions would misunderstand each other; else it is a matter of order.</param>
/// <param name="What">The sentence about it.</param>
internal sealed record ContractChange(string Element, bool IsBreak, string What);
