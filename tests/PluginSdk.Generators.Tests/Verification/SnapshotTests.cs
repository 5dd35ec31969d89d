using PluginSdk.Tests;

namespace PluginSdk.Generators.Tests.Verification;

public sealed class SnapshotTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("plugin-sdk-snapshots-");

    private string TestFile => Path.Combine(_folder.FullName, "SomeTests.cs");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Accepted_text_matches_afterwards()
    {
        Verify("A.g.cs", "class A;\n", accept: true);
        Verify("A.g.cs", "class A;\n", accept: false);
        Assert.Equal(["SomeTests.Test#A.g.verified.cs"], Names());
    }

    [Fact]
    public void A_file_that_is_no_longer_generated_is_reported_and_removed_when_accepted()
    {
        Verify("A.g.cs", "class A;\n", accept: true);
        File.WriteAllText(Path.Combine(_folder.FullName, "SomeTests.Test#B.g.verified.cs"), "class B;\n");

        var failure = Assert.ThrowsAny<Exception>(() => Verify("A.g.cs", "class A;\n", accept: false));
        Assert.Contains("SomeTests.Test#B.g.verified.cs is stale", failure.Message, StringComparison.Ordinal);

        Verify("A.g.cs", "class A;\n", accept: true);
        Assert.Equal(["SomeTests.Test#A.g.verified.cs"], Names());
    }

    [Fact]
    public void Every_snapshot_in_the_source_tree_belongs_to_a_test()
    {
        var orphans = Directory.EnumerateFiles(Path.Combine(SourceTree.Root, "tests", "PluginSdk.Generators.Tests"), "*.verified.cs", SearchOption.AllDirectories)
            .Select(path => Path.GetFileName(path)!)
            .Where(name => !Exists(name[..name.IndexOf('#', StringComparison.Ordinal)]));
        Assert.Empty(orphans);
    }

    private static bool Exists(string test)
    {
        var (type, method) = (test[..test.IndexOf('.', StringComparison.Ordinal)], test[(test.IndexOf('.', StringComparison.Ordinal) + 1)..]);
        return typeof(SnapshotTests).Assembly.GetTypes().Any(candidate => candidate.Name == type && candidate.GetMethod(method) is not null);
    }

    private void Verify(string hintName, string text, bool accept) =>
        Snapshot.Verify(new Dictionary<string, string> { [hintName] = text }, TestFile, "Test", accept);

    private IEnumerable<string> Names() => _folder.EnumerateFiles().Select(file => file.Name);
}
