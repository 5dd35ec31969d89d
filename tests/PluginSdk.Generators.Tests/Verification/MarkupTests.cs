namespace PluginSdk.Generators.Tests.Verification;

public sealed class MarkupTests
{
    [Fact]
    public void Marks_become_spans_of_the_clean_source()
    {
        var markup = Markup.Parse("a {|PSDK001:b {|PSDK002:c|}|} d");

        Assert.Equal("a b c d", markup.Source);
        Assert.Equal(
            [("PSDK002", "c"), ("PSDK001", "b c")],
            markup.Expected.Select(mark => (mark.Id, markup.Source.Substring(mark.Span.Start, mark.Span.Length))));
    }
}
