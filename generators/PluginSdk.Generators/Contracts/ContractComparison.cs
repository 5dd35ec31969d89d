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
    }

    public static IReadOnlyList<ContractChange> Compare(ClusterContract old, ClusterContract @new)
    {
        var comparison = new ContractComparison(old, @new);
        foreach (var entry in old.Entries.Values)
            comparison.CompareEntry(entry);
        return comparison._changes;
    }

    private void CompareEntry(ContractEntry old)
    {
        var subject = $"the {old.Kind} '{old.Name}'";
        if (!_new.Entries.TryGetValue(old.Identity, out var current))
        {
            Break(old.Identity, $"{subject} is gone or has another name, while nodes of the old version still use it");
            return;
        }

        if (old.Detail != current.Detail)
            Break(old.Identity, $"{subject} runs {current.Detail} and ran {old.Detail}");
        if (old.Types.Count != current.Types.Count)
            Break(old.Identity, $"{subject} has {current.Types.Count} types and had {old.Types.Count}");
        else
            CompareAll(old.Types, current.Types, old.Identity, subject);
        if (old.Kind == "root")
            CompareNamed(old.Name, current.Name);
    }

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
        if (!_compared.Add((oldName, newName))
            || !_old.Types.TryGetValue(oldName, out var old)
            || !_new.Types.TryGetValue(newName, out var current))
        {
            return;
        }

        if (old.Form != current.Form)
        {
            Break("type " + newName, $"'{newName}' is {Article(current.Form)} on the wire and was {Article(old.Form)}");
            return;
        }

        foreach (var member in old.Members.Values)
            CompareMember(member, old, current);
        foreach (var member in current.Members.Values.Where(member => !old.Members.ContainsKey(member.Key)))
            CheckAdded(member, current);
    }

    private void CompareMember(ContractMember old, ContractType oldType, ContractType current)
    {
        var element = $"type {current.Name}\n{old.Key}";
        if (!current.Members.TryGetValue(old.Key, out var now))
        {
            if (!old.Removed)
                CheckGone(old, oldType, current);
        }
        else if (current.Form == "enum")
        {
            if (old.Value.Name != now.Value.Name)
                Break(element, $"'{current.Name}.{old.Key}' is {now.Value} and was {old.Value}, so that old nodes take it for another value");
        }
        else
        {
            var subject = $"{Subject(current, old.Key)}{(old.Removed ? ", which was removed before," : "")}";
            CompareTypes(old.Value, now.Value, element, subject);
            if (old.Removed && now.Required)
                Break(element, $"{subject} is required, and older nodes do not send it");
        }
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

    private void CheckAdded(ContractMember member, ContractType current)
    {
        var element = $"type {current.Name}\n{member.Key}";
        if (member.Required)
            Break(element, $"{Subject(current, member.Key)} is new and required, and nodes of the old version do not send it. Give it a default value, or make it nullable");
        else if (current.Form == "union")
            Order("type " + current.Name, $"{Subject(current, member.Key)} is new, and nodes of the old version cannot read it. Deploy a version that knows it before one that sends it");
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
