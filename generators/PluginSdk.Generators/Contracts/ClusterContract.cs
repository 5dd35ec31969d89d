namespace PluginSdk.Generators.Contracts;

/// <summary>Everything that nodes of different versions of a project rely on.</summary>
internal sealed class ClusterContract
{
    /// <summary>Names by identity.</summary>
    public SortedDictionary<string, ContractEntry> Entries { get; } = new(StringComparer.Ordinal);

    /// <summary>Types by name.</summary>
    public SortedDictionary<string, ContractType> Types { get; } = new(StringComparer.Ordinal);

    public bool IsEmpty => Entries.Count == 0;

    /// <summary>
    /// This contract with what <paramref name="old"/> has and this has not any more, marked as removed, so that no later
    /// version gives an old key another meaning. A type remembers what stood in its place, also under another name.
    /// </summary>
    public ClusterContract Remembering(ClusterContract? old)
    {
        var predecessors = old is null ? null : ContractComparison.Pair(old, this).ToLookup(pair => pair.New, pair => pair.Old);
        var merged = new ClusterContract();
        foreach (var entry in Entries)
            merged.Entries.Add(entry.Key, entry.Value);
        foreach (var type in Types.Values)
        {
            var members = ContractType.NoMembers();
            foreach (var member in type.Members)
                members.Add(member.Key, member.Value);
            foreach (var name in predecessors?[type.Name].DefaultIfEmpty(type.Name) ?? [])
            {
                if (old!.Types.TryGetValue(name, out var before) && before.Form == type.Form)
                    Remember(members, before);
            }

            merged.Types.Add(type.Name, type with { Members = members });
        }

        return merged;
    }

    private static void Remember(SortedDictionary<string, ContractMember> members, ContractType before)
    {
        foreach (var member in before.Members.Values.Where(member => !members.ContainsKey(member.Key)))
            members.Add(member.Key, member with { Removed = true, Required = false });
    }

    /// <summary>What this contract has and the old one has not, as places are keyed.</summary>
    public IEnumerable<string> ElementsBeyond(ClusterContract old)
    {
        foreach (var entry in Entries.Keys.Where(entry => !old.Entries.ContainsKey(entry)))
            yield return entry;
        foreach (var type in Types.Values)
        {
            if (!old.Types.TryGetValue(type.Name, out var before))
            {
                yield return "type " + type.Name;
                continue;
            }

            foreach (var member in type.Members.Values)
            {
                if (!before.Members.TryGetValue(member.Key, out var known) || known.Required != member.Required || known.Removed || known.Name != member.Name)
                    yield return $"type {type.Name}\n{member.Key}";
            }
        }
    }
}
