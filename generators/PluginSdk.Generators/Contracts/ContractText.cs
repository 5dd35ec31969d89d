using System.Globalization;
using System.Text;

namespace PluginSdk.Generators.Contracts;

/// <summary>A contract as the text of <c>ClusterContracts.txt</c>, and back.</summary>
internal static class ContractText
{
    private const string Header =
        "# What nodes of different versions rely on. Written by: dotnet build -p:UpdateClusterContracts=true\n"
        + "# Check it in, and review its changes: https://github.com/pluginsdk/pluginsdk/blob/main/runtime/PluginSdk/docs/PSDK058.md\n";

    private const string Assignment = " = ";
    private const string Underlying = " : ";
    private const string Required = ", required";
    private const string Removed = ", removed";

    public static string Of(ClusterContract contract)
    {
        var text = new StringBuilder(Header);
        text.Append('\n');
        foreach (var entry in contract.Entries.Values)
            text.Append(Line(entry)).Append('\n');
        foreach (var type in contract.Types.Values)
        {
            text.Append('\n').Append(type.Form).Append(' ').Append(type.Name);
            text.Append(type.Base is { } integer ? Underlying + integer : "").Append('\n');
            foreach (var member in type.Members.Values)
            {
                text.Append("    ").Append(Escape(member.Key)).Append(member.Name is { } name ? " " + Escape(name) : "");
                text.Append(Assignment).Append(member.Value);
                text.Append(member.Removed ? Removed : member.Required ? Required : "").Append('\n');
            }
        }

        return text.ToString();
    }

    private static string Line(ContractEntry entry)
    {
        var what = entry.Types.Count > 0 ? string.Join(" -> ", entry.Types) : entry.Detail;
        return $"{entry.Kind} {Escape(entry.Name)}{(what.Length == 0 ? "" : Assignment + what)}";
    }

    /// <summary>The contract; null with the number of the first line that is none.</summary>
    public static ClusterContract? Parse(string text, out int wrongLine)
    {
        var contract = new ClusterContract();
        ContractType? current = null;
        var lines = text.Replace("\r\n", "\n").Split('\n');
        for (wrongLine = 0; wrongLine < lines.Length; wrongLine++)
        {
            var line = lines[wrongLine].TrimEnd();
            if (line.Length == 0 || line[0] == '#')
                continue;
            var understood = line.StartsWith("    ", StringComparison.Ordinal)
                ? current is not null && ParseMember(line.Trim(), current)
                : ParseTop(line, contract, out current);
            if (!understood)
                return null;
        }

        wrongLine = -1;
        return contract;
    }

    private static bool ParseTop(string line, ClusterContract contract, out ContractType? type)
    {
        type = null;
        var space = line.IndexOf(' ');
        if (space <= 0)
            return false;
        var (kind, rest) = (line.Substring(0, space), line.Substring(space + 1));
        switch (kind)
        {
            case "map" or "array" or "union":
                type = new ContractType(kind, rest, ContractType.NoMembers());
                return Add(contract.Types, rest, type);
            case "enum":
                var parts = rest.Split([Underlying], StringSplitOptions.None);
                type = new ContractType(kind, parts[0], ContractType.NoMembers()) { Base = parts.Length > 1 ? parts[1] : null };
                return parts.Length <= 2 && Add(contract.Types, parts[0], type);
            case "event" or "cache" or "job" or "lock" or "root":
                var entry = ParseEntry(kind, rest);
                return entry is not null && Add(contract.Entries, entry.Identity, entry);
            default:
                return false;
        }
    }

    private static ContractEntry? ParseEntry(string kind, string rest)
    {
        var equals = rest.IndexOf(Assignment, StringComparison.Ordinal);
        var name = Unescape(equals < 0 ? rest : rest.Substring(0, equals));
        var what = equals < 0 ? "" : rest.Substring(equals + Assignment.Length);
        if (kind is "job" or "lock" || what.Length == 0 && kind == "root")
            return new ContractEntry(kind, name, [], what);
        var types = what.Split([" -> "], StringSplitOptions.None).Select(WireTypeParser.Parse).ToList();
        return types.Contains(null) ? null : new ContractEntry(kind, name, types!, "");
    }

    private static bool ParseMember(string line, ContractType type)
    {
        var equals = line.IndexOf(Assignment, StringComparison.Ordinal);
        if (equals < 0)
            return false;
        var value = line.Substring(equals + Assignment.Length);
        var (required, removed) = (value.EndsWith(Required, StringComparison.Ordinal), value.EndsWith(Removed, StringComparison.Ordinal));
        if (required || removed)
            value = value.Substring(0, value.Length - (required ? Required : Removed).Length);
        var key = line.Substring(0, equals);
        string? name = null;
        if (type.Form == "array" && key.IndexOf(' ') is > 0 and var space)
            (key, name) = (key.Substring(0, space), Unescape(key.Substring(space + 1)));
        key = Unescape(key);
        var parsed = type.Form == "enum" ? WireType.Named(value) : WireTypeParser.Parse(value);
        return parsed is not null && Add(type.Members, key, new ContractMember(key, parsed, required, removed) { Name = name });
    }

    private static bool Add<T>(SortedDictionary<string, T> items, string key, T item)
    {
        if (items.ContainsKey(key))
            return false;
        items.Add(key, item);
        return true;
    }

    /// <summary>Names may hold anything; what would end a line, or a name, is written as its code.</summary>
    private static string Escape(string name)
    {
        var text = new StringBuilder();
        foreach (var character in name)
        {
            if (character is '%' or '=' or '#' || char.IsControl(character) || (char.IsWhiteSpace(character) && character != ' '))
                text.Append('%').Append(((int)character).ToString("X4", CultureInfo.InvariantCulture));
            else
                text.Append(character);
        }

        return text.ToString();
    }

    private static string Unescape(string name)
    {
        var text = new StringBuilder();
        for (var index = 0; index < name.Length; index++)
        {
            if (name[index] == '%'
                && index + 4 < name.Length
                && int.TryParse(name.Substring(index + 1, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code))
            {
                text.Append((char)code);
                index += 4;
            }
            else
            {
                text.Append(name[index]);
            }
        }

        return text.ToString();
    }

    /// <summary>The line that says something, for diagnostics about what is in the file only; the first one where none does.</summary>
    public static int LineOf(string text, string element)
    {
        var lines = text.Split('\n');
        var parts = element.Split('\n');
        var start = Array.FindIndex(lines, line => line.TrimEnd() == parts[0]
            || line.StartsWith(parts[0] + Assignment, StringComparison.Ordinal)
            || line.StartsWith(parts[0] + Underlying, StringComparison.Ordinal));
        if (start < 0)
            return 0;
        if (parts.Length == 1)
            return start;
        var key = Escape(parts[1]) + (element.StartsWith("array ", StringComparison.Ordinal) ? " " : Assignment);
        for (var index = start + 1; index < lines.Length && lines[index].StartsWith("    ", StringComparison.Ordinal); index++)
        {
            if (lines[index].TrimStart().StartsWith(key, StringComparison.Ordinal))
                return index;
        }

        return start;
    }
}
