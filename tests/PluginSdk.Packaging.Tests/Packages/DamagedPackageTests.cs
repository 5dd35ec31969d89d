using System.Text;

namespace PluginSdk.Packaging.Tests;

/// <summary>Whatever is done to a package, it is either refused with a reason or read as it was built.</summary>
public sealed class DamagedPackageTests
{
    private static readonly byte[] Intact = TestPackage.Bytes();

    [Fact]
    public void A_truncated_package_is_refused_at_every_length()
    {
        for (var length = 0; length < Intact.Length; length += 61)
            Assert.Equal(PackageFailure.Damaged, Refused(Intact[..length]).Failure);
    }

    [Fact]
    public void A_file_that_is_no_zip_is_refused() =>
        Assert.Contains("not a complete plugin package", Refused(Encoding.UTF8.GetBytes(new string('x', 5000))).Message, StringComparison.Ordinal);

    [Fact]
    public void A_missing_package_is_refused() =>
        Assert.Equal(PackageFailure.NotFound, Assert.Throws<PluginPackageException>(() => PluginPackage.Open("/no/such.cplugin")).Failure);

    [Fact]
    public void A_changed_file_is_refused()
    {
        var refused = Refused(TestPackage.WithEntry(Intact, "content/web/index.html", "<p>others </p>"u8.ToArray()));

        Assert.Equal(PackageFailure.Tampered, refused.Failure);
        Assert.Contains("content/web/index.html", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_nobody_listed_is_refused() =>
        Assert.Equal(PackageFailure.Tampered, Refused(TestPackage.WithEntry(Intact, "lib/Evil.dll", [1])).Failure);

    [Theory]
    [InlineData("content/web/index.html")]
    [InlineData("lib/Acme.Reports.dll")]
    public void A_file_that_is_missing_is_refused(string path) =>
        Assert.Equal(PackageFailure.Tampered, Refused(TestPackage.Edit(Intact, archive => archive.GetEntry(path)!.Delete())).Failure);

    [Fact]
    public void A_package_without_document_is_refused() =>
        Assert.Contains("no plugin.json", Refused(TestPackage.Edit(Intact, archive => archive.GetEntry("plugin.json")!.Delete())).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("\"acme.reports\"", "\"acme.others\"")]
    [InlineData("\"1.2.3\"", "\"1.2.4\"")]
    [InlineData("0 3 * * *", "0 4 * * *")]
    public void A_document_that_does_not_repeat_the_descriptor_is_refused(string from, string to) =>
        Assert.Equal(PackageFailure.Tampered, Refused(Document(text => text.Replace(from, to, StringComparison.Ordinal))).Failure);

    [Fact]
    public void A_flag_that_the_documents_own_reasons_contradict_is_refused()
    {
        var package = TestPackage.Bytes(log: new AnalyzerLog { AnalyzersRan = true, DisabledRules = ["PSDK071"] });
        var edited = TestPackage.WithText(package, "plugin.json", text => text.Replace("\"flag\": false", "\"flag\": true", StringComparison.Ordinal));

        Assert.Equal(PackageFailure.Tampered, Refused(edited).Failure);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{\"key\":\"acme.reports\"}")]
    public void A_document_that_is_not_one_is_refused(string json) =>
        Assert.Equal(PackageFailure.Malformed, Refused(TestPackage.WithEntry(Intact, "plugin.json", Encoding.UTF8.GetBytes(json))).Failure);

    [Fact]
    public void A_document_with_a_property_twice_is_refused() =>
        Assert.Equal(PackageFailure.Malformed, Refused(Document(text => text.Replace("\"key\": \"acme.reports\"", "\"key\": \"acme.reports\", \"key\": \"acme.reports\"", StringComparison.Ordinal))).Failure);

    [Theory]
    [InlineData("2.0", "Build the plugin with an older PluginSdk", true)]
    [InlineData("1.7", "Update PluginSdk in the host", true)]
    [InlineData("0.9", "Build the plugin with a newer PluginSdk", false)]
    public void A_package_for_another_contract_is_refused_with_the_way_out(string contract, string wayOut, bool newer)
    {
        var refused = Refused(TestPackage.Bytes(TestPackage.DescriptorJson.Replace("\"contract\":\"1.0\"", $"\"contract\":\"{contract}\"", StringComparison.Ordinal)));

        Assert.Equal(PackageFailure.OtherContract, refused.Failure);
        Assert.Equal(newer, refused.NextStep.Contains("Update PluginSdk in the host", StringComparison.Ordinal));
        Assert.Contains(wayOut, refused.NextStep, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void Limits_are_kept_whatever_the_archive_declares()
    {
        var writer = TestPackage.Writer();
        writer.Add("content/zeros", new byte[1 << 20]);
        writer.Add("content/more", new byte[1 << 20]);
        var package = TestPackage.Bytes(writer);
        Assert.True(package.Length < 100_000);

        Assert.Equal(PackageFailure.TooLarge, Refused(package, new PackageLimits { MaxEntryBytes = 1 << 19 }).Failure);
        Assert.Equal(PackageFailure.TooLarge, Refused(package, new PackageLimits { MaxTotalBytes = (1 << 20) + 1 }).Failure);
        Assert.Equal(PackageFailure.TooLarge, Refused(package, new PackageLimits { MaxEntries = 2 }).Failure);
        Assert.Equal(PackageFailure.TooLarge, Refused(package, new PackageLimits { MaxPackageBytes = 1000 }).Failure);
        Assert.Equal(4, PluginPackage.Read(package, "test").Document.Files.Count + 1);
    }

    [Fact]
    public void Flipped_bits_are_refused_or_without_effect()
    {
        var seed = Environment.TickCount;
        TestContext.Current.TestOutputHelper?.WriteLine($"seed {seed}");
        var random = new Random(seed);
        var original = PluginPackage.Read(Intact, "test");
        var refusals = 0;
        for (var round = 0; round < 500; round++)
        {
            var damaged = (byte[])Intact.Clone();
            for (var flips = random.Next(1, 4); flips > 0; flips--)
                damaged[random.Next(damaged.Length)] ^= (byte)(1 << random.Next(8));
            try
            {
                var package = PluginPackage.Read(damaged, "test");
                Assert.Equal(original.Document.ToJson(), package.Document.ToJson());
            }
            catch (PluginPackageException)
            {
                refusals++;
            }
        }
        Assert.True(refusals > 250, $"{refusals} of 500 were refused");
    }

    private static byte[] Document(Func<string, string> edit) => TestPackage.WithText(Intact, "plugin.json", edit);

    private static PluginPackageException Refused(byte[] package, PackageLimits? limits = null)
    {
        var refused = Assert.Throws<PluginPackageException>(() => PluginPackage.Read(package, "test.cplugin", limits));
        Assert.StartsWith("PSDK06", refused.Message, StringComparison.Ordinal);
        Assert.Contains("test.cplugin", refused.Problem, StringComparison.Ordinal);
        Assert.EndsWith(".", refused.NextStep, StringComparison.Ordinal);
        return refused;
    }
}
