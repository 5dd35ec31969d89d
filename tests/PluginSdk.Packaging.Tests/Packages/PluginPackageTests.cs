namespace PluginSdk.Packaging.Tests;

public sealed class PluginPackageTests
{
    [Fact]
    public void A_package_gives_back_what_was_put_in()
    {
        var bytes = TestPackage.Bytes();

        var package = PluginPackage.Read(bytes, "test");

        Assert.Equal("acme.reports", package.Document.Key);
        Assert.Equal("Reports", package.Document.Name);
        Assert.Equal("1.2.3", package.Document.Version);
        Assert.Equal("1.0.0-test", package.Document.Sdk);
        Assert.True(package.Document.Compatibility.Flag);
        Assert.Equal(new JobDescriptor("nightly", "cluster", "Acme.Reports.ReportService.NightlyAsync", "0 3 * * *", null, "Europe/Zurich"), Assert.Single(package.Document.Jobs));
        Assert.Equal(["content/web/index.html", "lib/Acme.Reports.dll", "lib/Acme.Reports.pdb"], package.Document.Files.Select(file => file.Path));
        Assert.Equal(bytes.Length, package.Size);
        Assert.Equal(PluginPackageWriter.Digest(bytes), package.Hash);
        Assert.True(package.TryGetFile(package.AssemblyPath, out _));
        Assert.True(package.TryGetFile("content/web/index.html", out var page));
        Assert.Equal("<p>reports</p>"u8.ToArray(), page);
        Assert.False(package.TryGetFile("content/other", out _));
    }

    [Fact]
    public void The_same_content_gives_the_same_bytes_in_whatever_order_it_is_added()
    {
        var one = TestPackage.Writer();
        one.Add("content/b", [1]);
        one.Add("content/a", [2]);
        var other = TestPackage.Writer();
        other.Add("content/a", [2]);
        other.Add("content/b", [1]);

        Assert.Equal(TestPackage.Bytes(one), TestPackage.Bytes(other));
    }

    [Fact]
    public void Another_content_gives_another_hash()
    {
        var one = TestPackage.Writer();
        one.Add("content/a", [1]);
        var other = TestPackage.Writer();
        other.Add("content/a", [2]);

        Assert.NotEqual(Read(one).Hash, Read(other).Hash);
    }

    [Fact]
    public void Extracting_writes_every_file_and_the_document()
    {
        using var folder = new TemporaryFolder();
        var package = PluginPackage.Read(TestPackage.Bytes(), "test");

        package.ExtractTo(folder.Path);

        foreach (var file in package.Document.Files)
            Assert.Equal(file.Sha256, PluginPackageWriter.Digest(File.ReadAllBytes(Path.Combine(folder.Path, file.Path))));
        Assert.Equal(package.Document.ToJson(), File.ReadAllBytes(Path.Combine(folder.Path, "plugin.json")));
        Assert.Equal(package.Document.Files.Count + 1, Directory.EnumerateFiles(folder.Path, "*", SearchOption.AllDirectories).Count());
    }

    [Fact]
    public void A_file_that_is_written_is_replaced_as_a_whole_and_can_be_opened()
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, PluginPackage.FileName("Acme.Reports", "1.2.3"));
        File.WriteAllText(path, "an older package");

        TestPackage.Writer().WriteTo(path);

        Assert.Equal("acme.reports", PluginPackage.Open(path).Document.Key);
        Assert.Equal([path], Directory.GetFiles(folder.Path));
    }

    [Theory]
    [InlineData("../x")]
    [InlineData("lib/../../x")]
    [InlineData("lib/./x")]
    [InlineData("/lib/x")]
    [InlineData("lib//x")]
    [InlineData("lib/")]
    [InlineData("lib")]
    [InlineData("other/x")]
    [InlineData("LIB/x")]
    [InlineData("lib\\x")]
    [InlineData("lib/..\\x")]
    [InlineData("lib/c:x")]
    [InlineData("lib/x.")]
    [InlineData("lib/x ")]
    [InlineData("lib/con.txt")]
    [InlineData("lib/a\nb")]
    [InlineData("plugin.json/x")]
    [InlineData("")]
    public void A_path_that_is_not_a_file_of_the_package_on_every_platform_is_refused_on_both_sides(string path)
    {
        Assert.Equal(PackageFailure.Unsafe, Refused(() => TestPackage.Writer().Add(path, [])).Failure);
        if (path.Length > 0)
            Assert.Equal(PackageFailure.Unsafe, Refused(() => PluginPackage.Read(TestPackage.WithEntry(TestPackage.Bytes(), path, [1]), "test")).Failure);
    }

    [Theory]
    [InlineData("lib/Acme.Reports.dll")]
    [InlineData("lib/acme.REPORTS.dll")]
    public void A_path_that_is_there_already_is_refused_on_both_sides(string path)
    {
        Assert.Equal(PackageFailure.Unsafe, Refused(() => TestPackage.Writer().Add(path, [])).Failure);
        var doubled = TestPackage.Edit(TestPackage.Bytes(), archive => archive.CreateEntry(path));
        Assert.Equal(PackageFailure.Unsafe, Refused(() => PluginPackage.Read(doubled, "test")).Failure);
    }

    [Fact]
    public void Writing_validates_the_plugins_own_assemblies_and_not_those_of_packages()
    {
        const string WithTimer = "public class C { public object Start() => new System.Threading.Timer(_ => { }); }";
        var vendored = TestPackage.Writer();
        vendored.Add("lib/Vendor.dll", TestAssembly.Compile(WithTimer, "Vendor"), "Vendor/1.0.0");
        var own = TestPackage.Writer();
        own.Add("lib/Own.dll", TestAssembly.Compile(WithTimer, "Own"));

        Assert.True(Read(vendored).Document.Compatibility.Flag);
        var report = Read(own).Document.Compatibility;
        Assert.False(report.Flag);
        Assert.Equal(("PSDK071", "C.Start", "Own.dll"), (report.Findings[0].Rule, report.Findings[0].Member, report.Findings[0].Location));
        Assert.Equal("Vendor/1.0.0", Read(vendored).Document.Files.Single(file => file.Path == "lib/Vendor.dll").Package);
    }

    [Fact]
    public void A_report_comes_back_whatever_it_leaves_out()
    {
        var log = new AnalyzerLog
        {
            AnalyzersRan = true,
            Findings = [new Finding("PSDK071", FindingSeverity.Warning, "a timer"), new Finding("PSDK031", FindingSeverity.Note, "one origin", "A.B", "A.cs:1")],
            Suppressions = [new Suppression("PSDK070"), new Suppression("PSDK071", "A reason.", "B.cs:2", "C.D")],
            DisabledRules = ["PSDK072"],
        };

        var report = Read(TestPackage.Writer(log: log)).Document.Compatibility;

        Assert.Equal(CompatibilityAssessment.Assess(PluginDescriptor.Parse(TestPackage.DescriptorJson, "test"), log, new ValidatorReport([], [])).ToJson(), report.ToJson());
        Assert.Equal(3, report.Reasons.Count);
    }

    [Fact]
    public void A_host_that_looks_again_agrees_with_an_honest_build()
    {
        var justified = new AnalyzerLog { AnalyzersRan = true, Suppressions = [new Suppression("PSDK071", "Only refreshes a gauge.", "C.cs:1")] };
        var package = Read(TestPackage.Writer(log: justified, source:
            """public class C { [System.Diagnostics.CodeAnalysis.SuppressMessage("PluginSdk", "PSDK071", Justification = "Only refreshes a gauge.")] public object Start() => new System.Threading.Timer(_ => { }); }"""));

        Assert.True(package.Document.Compatibility.Flag);
        Assert.Equal(["Acme.Reports.dll", "C.cs:1"], package.Document.Compatibility.Suppressions.Select(suppression => suppression.Location));
        Assert.Same(package.Document.Compatibility, CompatibilityAssessment.Confirm(package));
    }

    [Fact]
    public void A_host_that_looks_again_takes_the_flag_from_a_package_that_claims_more_than_is_true()
    {
        var honest = TestPackage.Bytes(TestPackage.Writer(source: "public class C { public object Start() => new System.Threading.Timer(_ => { }); }"));
        var embellished = TestPackage.WithText(honest, "plugin.json", text =>
        {
            var document = System.Text.Json.Nodes.JsonNode.Parse(text)!;
            document["compatibility"] = System.Text.Json.Nodes.JsonNode.Parse("""{ "flag": true }""");
            return document.ToJsonString();
        });

        var package = PluginPackage.Read(embellished, "test");
        Assert.True(package.Document.Compatibility.Flag);
        var report = CompatibilityAssessment.Confirm(package);

        Assert.False(report.Flag);
        Assert.Contains("PSDK071", Assert.Single(report.Reasons), StringComparison.Ordinal);
    }

    private static PluginPackage Read(PluginPackageWriter writer) => PluginPackage.Read(TestPackage.Bytes(writer), "test");

    private static PluginPackageException Refused(Action action) => Assert.Throws<PluginPackageException>(action);
}
