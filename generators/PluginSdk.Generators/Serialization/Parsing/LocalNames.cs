using Microsoft.CodeAnalysis.CSharp;

namespace PluginSdk.Generators.Serialization.Parsing;

/// <summary>Names local variables after members: no keywords, none that the codec uses itself, and none twice.</summary>
internal sealed class LocalNames
{
    private readonly HashSet<string> _taken = new(StringComparer.Ordinal) { "writer", "reader", "value", "count", "seen", "result", "member", "block" };

    public string For(string member)
    {
        var trimmed = member.TrimStart('_');
        var wanted = trimmed.Length == 0 ? "member" : char.ToLowerInvariant(trimmed[0]) + trimmed.Substring(1);
        if (SyntaxFacts.GetKeywordKind(wanted) != SyntaxKind.None || SyntaxFacts.GetContextualKeywordKind(wanted) != SyntaxKind.None)
            wanted += "Member";
        var name = wanted;
        for (var number = 1; !_taken.Add(name); number++)
            name = number == 1 ? wanted + "Member" : wanted + number.ToString(System.Globalization.CultureInfo.InvariantCulture);
        return name;
    }
}
