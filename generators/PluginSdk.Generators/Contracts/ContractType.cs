namespace PluginSdk.Generators.Contracts;

/// <summary>A type on the wire: its form and its members, subtypes or values.</summary>
/// <param name="Form"><c>map</c>, <c>array</c>, <c>union</c> or <c>enum</c>.</param>
/// <param name="Name">The type; the name is for people, and not on the wire.</param>
/// <param name="Members">By key: the name on the wire, the position, the number of the subtype, or the name of the enum value.</param>
internal sealed record ContractType(string Form, string Name, SortedDictionary<string, ContractMember> Members)
{
    /// <summary>The integer under an enum; null for other types, and where an older file does not say it.</summary>
    public string? Base { get; init; }

    public static SortedDictionary<string, ContractMember> NoMembers() => new(ContractKeys.Order);
}

/// <summary>One member, subtype or enum value.</summary>
/// <param name="Key">What identifies it.</param>
/// <param name="Value">Its type, or the value of an enum value.</param>
/// <param name="Required">Whether it must be there.</param>
/// <param name="Removed">Whether it once was there: its key must not mean anything else.</param>
internal sealed record ContractMember(string Key, WireType Value, bool Required, bool Removed)
{
    /// <summary>What stands at a position; null where the key says it already, and where an older file does not say it.</summary>
    public string? Name { get; init; }
}

/// <summary>Keys that are numbers come in their order, names in theirs.</summary>
internal static class ContractKeys
{
    public static readonly IComparer<string> Order = Comparer<string>.Create(static (left, right) =>
        int.TryParse(left, out var leftNumber) && int.TryParse(right, out var rightNumber)
            ? leftNumber.CompareTo(rightNumber)
            : string.CompareOrdinal(left, right));
}
