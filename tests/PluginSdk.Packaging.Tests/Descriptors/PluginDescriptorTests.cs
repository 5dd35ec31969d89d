namespace PluginSdk.Packaging.Tests;

public sealed class PluginDescriptorTests
{
    [Fact]
    public void The_descriptor_is_read_from_an_assembly_that_is_not_loaded()
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "Acme.Reports.dll");
        File.WriteAllBytes(path, TestAssembly.WithDescriptor(TestPackage.DescriptorJson));

        var descriptor = PluginDescriptor.ReadFrom(path);

        Assert.Equal("acme.reports", descriptor.Key);
        Assert.Equal("Acme.Reports.PluginManifest", descriptor.Manifest);
        Assert.True(descriptor.ClusterCompatible);
        Assert.Equal(new CacheDescriptor("reports", "Acme.Reports.Report", "Acme.Reports.ReportService.Reports", "int"), Assert.Single(descriptor.Caches));
        Assert.Equal(new LockDescriptor("rebuild/{tenant}", "Acme.Reports.ReportService.RebuildAsync"), Assert.Single(descriptor.Locks));
        Assert.Equal(new EventDescriptor("report-published", "Acme.Reports.ReportPublished"), Assert.Single(descriptor.Events));
        Assert.Equal(new HandlerDescriptor("report-published", "remote", "Acme.Reports.ReportService.OnRemote"), Assert.Single(descriptor.Handlers));
        Assert.DoesNotContain(AppDomain.CurrentDomain.GetAssemblies(), assembly => assembly.GetName().Name == "Acme.Reports");
    }

    [Fact]
    public void An_assembly_without_descriptor_is_refused_with_the_way_to_get_one()
    {
        var refused = Assert.Throws<PluginPackageException>(() => DescriptorAttribute.Read(TestAssembly.Compile("class C;"), "C.dll"));

        Assert.Equal(PackageFailure.NoDescriptor, refused.Failure);
        Assert.Contains("PluginKey", refused.NextStep, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_no_assembly_is_refused() =>
        Assert.Equal(PackageFailure.Malformed, Assert.Throws<PluginPackageException>(() => DescriptorAttribute.Read([1, 2, 3], "C.dll")).Failure);

    [Theory]
    [InlineData("\"schema\":1", "\"schema\":2", "schema is 2")]
    [InlineData("\"acme.reports\"", "\"../reports\"", "key '../reports'")]
    [InlineData("\"1.2.3\"", "\"1.2/3\"", "version '1.2/3'")]
    [InlineData("\"1.2.3\"", "\"1..3\"", "version '1..3'")]
    [InlineData("\"contract\":\"1.0\"", "\"contract\":\"one\"", "contract 'one'")]
    [InlineData("\"contract\":\"1.0\"", "\"contract\":\"1.0.0\"", "contract '1.0.0'")]
    [InlineData("\"assembly\":\"Acme.Reports\"", "\"assembly\":\"../Acme\"", "'../Acme' is not the simple name")]
    [InlineData("\"manifest\":\"Acme.Reports.PluginManifest\"", "\"manifest\":\"\"", "no manifest")]
    [InlineData("\"key\":\"acme.reports\",", "", "key")]
    [InlineData("\"manifest\":\"Acme.Reports.PluginManifest\"", "\"manifest\":null", "manifest")]
    public void A_descriptor_that_could_mislead_a_host_is_refused(string from, string to, string reason)
    {
        var json = TestPackage.DescriptorJson.Replace(from, to, StringComparison.Ordinal);
        Assert.NotEqual(TestPackage.DescriptorJson, json);

        var refused = Assert.Throws<PluginPackageException>(() => PluginDescriptor.Parse(json, "test"));

        Assert.Equal(PackageFailure.Malformed, refused.Failure);
        Assert.Contains(reason, refused.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_not_declared_may_be_left_out()
    {
        var descriptor = PluginDescriptor.Parse("""{"schema":1,"key":"acme","version":"1.0.0","contract":"1.0","assembly":"Acme","manifest":"Acme.M"}""", "test");

        Assert.Empty(descriptor.Caches);
        Assert.Empty(descriptor.Locks);
        Assert.Empty(descriptor.Jobs);
        Assert.Empty(descriptor.Events);
        Assert.Empty(descriptor.Handlers);
        Assert.False(descriptor.ClusterCompatible);
    }

    [Fact]
    public void A_cache_of_a_single_value_has_no_key() =>
        Assert.Null(Assert.Single(PluginDescriptor.Parse(TestPackage.DescriptorJson.Replace("\"key\":\"int\",", "", StringComparison.Ordinal), "test").Caches).Key);

    [Fact]
    public void What_a_later_minor_version_adds_is_passed_over() =>
        Assert.Equal("acme.reports", PluginDescriptor.Parse(TestPackage.DescriptorJson.Replace("\"schema\":1", "\"schema\":1,\"later\":{\"a\":[1]}", StringComparison.Ordinal), "test").Key);

    [Theory]
    [InlineData("acme", true)]
    [InlineData("acme.reports", true)]
    [InlineData("acme-2.reports4", true)]
    [InlineData("", false)]
    [InlineData("Acme", false)]
    [InlineData("2acme", false)]
    [InlineData("acme.", false)]
    [InlineData("acme..reports", false)]
    [InlineData("acme/reports", false)]
    [InlineData("acmé", false)]
    public void A_key_is_lower_case_parts(string key, bool valid) => Assert.Equal(valid, PluginKey.IsValid(key));

    [Fact]
    public void A_key_has_a_longest_length()
    {
        Assert.True(PluginKey.IsValid(new string('a', PluginKey.MaxLength)));
        Assert.False(PluginKey.IsValid(new string('a', PluginKey.MaxLength + 1)));
    }

    [Theory]
    [InlineData("1.0", "1.0", true)]
    [InlineData("1.0", "1.4", true)]
    [InlineData("1.4", "1.0", false)]
    [InlineData("2.0", "1.0", false)]
    [InlineData("1.0", "2.0", false)]
    [InlineData("", "1.0", false)]
    public void A_host_runs_plugins_of_its_major_and_of_no_later_minor(string plugin, string host, bool runs) =>
        Assert.Equal(runs, ContractVersion.CanRun(plugin, host));
}
