using Microsoft.CodeAnalysis.Text;

namespace PluginSdk.Generators.Tests.Verification;

/// <summary>A source with <c>{|PSDK010:marked text|}</c> where a diagnostic is expected. Marks may nest.</summary>
internal sealed record Markup(string Source, IReadOnlyList<(string Id, TextSpan Span)> Expected)
{
    public static Markup Parse(string marked)
    {
        var source = new System.Text.StringBuilder();
        var expected = new List<(string, TextSpan)>();
        var open = new Stack<(string Id, int Start)>();
        for (var index = 0; index < marked.Length; index++)
        {
            var rest = marked.AsSpan(index);
            if (rest.StartsWith("{|PSDK", StringComparison.Ordinal))
            {
                var colon = rest.IndexOf(':');
                open.Push((rest[2..colon].ToString(), source.Length));
                index += colon;
            }
            else if (open.Count > 0 && rest.StartsWith("|}", StringComparison.Ordinal))
            {
                var (id, start) = open.Pop();
                expected.Add((id, TextSpan.FromBounds(start, source.Length)));
                index++;
            }
            else
            {
                source.Append(marked[index]);
            }
        }

        Assert.Empty(open);
        return new Markup(source.ToString(), expected);
    }
}
