namespace PluginSdk.Generators.Contracts;

/// <summary>
/// Finds what keeps nodes of the old and the new version from understanding each other. Types are compared by what they
/// are on the wire, starting from the names that nodes share: a class may be renamed, a list become an array.
/// </summary>
internal sealed class ContractComparison
{
    private readonly ClusterContract _old;
    private readonly ClusterContract _new;
    private readonly List<ContractChange> _changes = [];
    private readonly HashSet<(string Old, string New)> _compared = [];

    private ContractComparison(ClusterContract old, ClusterContract @new)
    {
        _old = old;
        _new = @new;
        foreach (var entry in old.Entries.Values)
            CompareEntry(entry);
    }

    /// <summary>What changed, in the order in which the old contract says it.</summary>
    public static IReadOnlyList<ContractChange> Compare(ClusterContract old, ClusterContract @new) => new ContractComparison(old, @new)._changes;

    /// <summary>Which types stand in each other's place, whatever they are called.</summary>
    public static IReadOnlyCollection<(string Old, string New)> Pair(ClusterContract old, ClusterContract @new) => new ContractComparison(old, @new)._compared;

    private void CompareEntry(ContractEntry old)
    {
        var subject = $"the {old.Kind} '{old.Name}'";
        if (!_new.Entries.TryGetValue(old.Identity, out var current))
        {
            Break(old.Identity, $"{subject} is gone or has another name, while nodes of the old version still use it");
            return;
        }

        if (old.Detail != current.Detail)
            Break(old.Identity, old.Kind == "lock" ? $"{subject} is {Reach(current)} and was {Reach(old)}" : $"{subject} runs {current.Detail} and ran {old.Detail}");
        if (old.Types.Count != current.Types.Count)
            Break(old.Identity, $"{subject} has {current.Types.Count} types and had {old.Types.Count}");
        else
            CompareAll(old.Types, current.Types, old.Identity, subject);
        if (old.Kind == "root")
            CompareNamed(old.Name, current.Name);
    }

    private static string Reach(ContractEntry entry) => entry.Detail.Length > 0 ? "one for all plugins" : "the plugin's own";

    private void CompareAll(IReadOnlyList<WireType> old, IReadOnlyList<WireType> current, string element, string subject)
    {
        for (var index = 0; index < old.Count; index++)
            CompareTypes(old[index], current[index], element, subject);
    }

    private void CompareTypes(WireType old, WireType current, string element, string subject)
    {
        var isNamed = old.Kind == WireTypeKind.Named && current.Kind == WireTypeKind.Named;
        if (isNamed && _old.Types.ContainsKey(old.Name) && _new.Types.ContainsKey(current.Name))
        {
            CompareNamed(old.Name, current.Name);
        }
        else if (old.Kind != current.Kind || old.Name != current.Name || old.Parts.Count != current.Parts.Count)
        {
            Break(element, $"{subject} is '{current}' and was '{old}'");
        }
        else
        {
            CompareAll(old.Parts, current.Parts, element, subject);
        }
    }

    private void CompareNamed(string oldName, string newName)
    {
        if (!_old.Types.TryGetValue(oldName, out var old)
            || !_new.Types.TryGetValue(newName, out var current)
            || !_compared.Add((oldName, newName)))
        {
            return;
        }

        if (old.Form != current.Form)
        {
            Break("type " + newName, $"'{newName}' is {Article(current.Form)} on the wire and was {Article(old.Form)}");
            return;
        }

        if (old.Base is not null && current.Base is not null && old.Base != current.Base)
            Break("type " + newName, $"'{newName}' is '{current.Base}' on the wire and was '{old.Base}', so that one version may send what does not fit the other");
        foreach (var member in old.Members.Values)
            CompareMember(member, old, current);
        foreach (var member in current.Members.Values.Where(member => !old.Members.ContainsKey(member.Key)))
            CheckAdded(member, old, current);
    }

    private void CompareMember(ContractMember old, ContractType oldType, ContractType current)
    {
        if (!current.Members.TryGetValue(old.Key, out var now))
        {
            if (!old.Removed)
                CheckGone(old, oldType, current);
            return;
        }

        var element = $"type {current.Name}\n{old.Key}";
        var subject = $"{Subject(current, old.Key)}{(old.Removed ? ", which was removed before," : "")}";
        switch (current.Form)
        {
            case "enum":
                if (old.Value.Name != now.Value.Name)
                    Break(element, $"'{current.Name}.{old.Key}' is {now.Value} and was {old.Value}, so that old nodes take it for another value");
                break;
            case "union":
                CompareSubtypes(old, now, current, element, subject);
                break;
            case "array" when IsAnotherMember(old, now, oldType, current):
                Break(element, $"{subject} is '{now.Name}' and was '{old.Name}', so that each version takes one for the other");
                break;
            default:
                CompareTypes(old.Value, now.Value, element, subject);
                if (old.Removed)
                    CheckReturned(now, oldType, current, subject);
                break;
        }
    }

    /// <summary>A position whose member is called otherwise: renamed, unless one of the two names means another position.</summary>
    private static bool IsAnotherMember(ContractMember old, ContractMember now, ContractType oldType, ContractType current)
        => old.Name is not null
            && now.Name is not null
            && old.Name != now.Name
            && (old.Removed || HasName(oldType, now.Name) || HasName(current, old.Name));

    private static bool HasName(ContractType type, string name) => type.Members.Values.Any(member => member.Name == name);

    /// <summary>A number may belong to a renamed subtype, but not to another one.</summary>
    private void CompareSubtypes(ContractMember old, ContractMember now, ContractType current, string element, string subject)
    {
        var isAnother = old.Value.Name != now.Value.Name
            && (old.Removed || _new.Types.ContainsKey(old.Value.Name) || _old.Types.ContainsKey(now.Value.Name));
        if (isAnother)
            Break("type " + current.Name, $"{subject} is '{now.Value}' and was '{old.Value}', so that each version takes one for the other");
        else if (old.Removed)
            Order("type " + current.Name, $"{subject} is back, and nodes of the old version cannot read it. Deploy a version that knows it before one that sends it");
        if (!isAnother)
            CompareTypes(old.Value, now.Value, element, subject);
    }

    private void CheckGone(ContractMember old, ContractType oldType, ContractType current)
    {
        var subject = Subject(current, old.Key);
        var renamed = current.Members.Values.FirstOrDefault(member =>
            current.Form == "map" && !oldType.Members.ContainsKey(member.Key) && member.Value.ToString() == old.Value.ToString());
        if (current.Form == "union")
            Break("type " + current.Name, $"{subject} is gone, while nodes of the old version still send it");
        else if (current.Form == "enum")
            return;
        else if (old.Required)
            Break("type " + current.Name, $"{subject} is gone, and nodes of the old version require it");
        else if (renamed is not null)
            Break($"type {current.Name}\n{renamed.Key}", $"{subject} seems to be renamed to '{renamed.Key}', so that each version misses the other's value");
        else if (current.Form == "array" && !old.Value.IsNullable && current.Members.Keys.Any(key => ContractKeys.Order.Compare(key, old.Key) > 0))
            Break("type " + current.Name, $"{subject} is gone, and nodes of the old version find nil in its place, which it may not be");
    }

    private void CheckAdded(ContractMember member, ContractType old, ContractType current)
    {
        var element = $"type {current.Name}\n{member.Key}";
        var subject = Subject(current, member.Key);
        var moved = member.Name is null ? null : old.Members.Values.FirstOrDefault(other => other.Name == member.Name && !other.Removed);
        if (member.Required)
            Break(element, $"{subject} is new and required, and nodes of the old version do not send it. Give it a default value, or make it nullable");
        else if (moved is not null)
            Break(element, $"{subject} is '{member.Name}', which had the key {moved.Key}, so that each version misses the other's value");
        else if (current.Form == "union")
            Order("type " + current.Name, $"{subject} is new, and nodes of the old version cannot read it. Deploy a version that knows it before one that sends it");
        else if (IsNilOnOldNodes(member, old, current))
            Break(element, $"{subject} is new, and nodes of the old version send nil in its place, which it may not be. Give it a key that is larger than all before, or make it nullable");
        else if (current.Form == "enum" && TakesNumberOfRemoved(member, old) is { } removed)
            Break(element, $"{subject} is {member.Value}, as '{removed}' was, which was removed before, so that old nodes take one for the other");
    }

    private void CheckReturned(ContractMember member, ContractType old, ContractType current, string subject)
    {
        var element = $"type {current.Name}\n{member.Key}";
        if (member.Required)
            Break(element, $"{subject} is required, and older nodes do not send it");
        else if (IsNilOnOldNodes(member, old, current))
            Break(element, $"{subject} is back, and nodes of the old version send nil in its place, which it may not be. Make it nullable");
    }

    /// <summary>Arrays are as long as their largest key: below that, a node without the member sends nil.</summary>
    private static bool IsNilOnOldNodes(ContractMember member, ContractType old, ContractType current)
        => current.Form == "array"
            && !member.Value.IsNullable
            && old.Members.Values.Any(other => !other.Removed && ContractKeys.Order.Compare(other.Key, member.Key) > 0);

    private static string? TakesNumberOfRemoved(ContractMember value, ContractType old)
    {
        var same = old.Members.Values.Where(other => other.Value.Name == value.Value.Name).ToList();
        return same.Count > 0 && same.TrueForAll(other => other.Removed) ? same[0].Key : null;
    }

    private static string Subject(ContractType type, string key) => type.Form switch
    {
        "array" => $"the key {key} of '{type.Name}'",
        "union" => $"the subtype {key} of '{type.Name}'",
        _ => $"'{type.Name}.{key}'",
    };

    private static string Article(string form) => form is "map" or "union" ? "a " + form : "an " + form;

    private void Break(string element, string what) => _changes.Add(new ContractChange(element, IsBreak: true, what));

    private void Order(string element, string what) => _changes.Add(new ContractChange(element, IsBreak: false, what));
}
