namespace PluginSdk.EndToEnd.Tests.Sdk;

public sealed class ContractTests(FeedFixture feed)
{
    private const string File = "ClusterContracts.txt";

    [Fact]
    public async Task The_wire_contract_is_written_on_demand_and_held_against_later_changes()
    {
        using var workspace = feed.NewWorkspace();
        workspace.WritePlugin(feed, withContract: true);
        var missing = (await workspace.DotNetAsync("", "build")).Failed();
        Assert.Contains("error PSDK057", missing.Output, StringComparison.Ordinal);
        Assert.False(workspace.Has(File));

        (await workspace.DotNetAsync("", "build", "-p:UpdateClusterContracts=true")).Succeeded();
        Assert.Contains("event report-published = Acme.Reports.ReportPublished", workspace.Read(File), StringComparison.Ordinal);
        (await workspace.DotNetAsync("", "build")).Succeeded();

        workspace.Write("Reports.cs", AuthorProject.Source.Replace("ReportPublished(int Id, string Title)", "ReportPublished(int Id, string Name)", StringComparison.Ordinal));
        var broken = await workspace.DotNetAsync("", "build");
        Assert.NotEqual(0, broken.ExitCode);
        Assert.Contains("error PSDK058", broken.Output, StringComparison.Ordinal);

        (await workspace.DotNetAsync("", "build", "-p:UpdateClusterContracts=true")).Succeeded();
        Assert.Contains("Title = string, removed", workspace.Read(File), StringComparison.Ordinal);
        (await workspace.DotNetAsync("", "build")).Succeeded();
    }

    [Fact]
    public async Task What_an_unreadable_contract_remembers_is_not_written_over()
    {
        using var workspace = feed.NewWorkspace();
        workspace.WritePlugin(feed, withContract: true);
        (await workspace.DotNetAsync("", "build", "-p:UpdateClusterContracts=true")).Succeeded();
        workspace.Write(File, "<<<<<<< HEAD\n" + workspace.Read(File));

        var update = (await workspace.DotNetAsync("", "build", "-p:UpdateClusterContracts=true")).Failed();

        Assert.Contains("error PSDK057", update.Output, StringComparison.Ordinal);
        Assert.Contains("Line 1 of ClusterContracts.txt is not understood", update.Output, StringComparison.Ordinal);
        Assert.StartsWith("<<<<<<< HEAD", workspace.Read(File), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_contract_may_have_another_name_and_place()
    {
        const string place = "-p:ClusterContractsFile=contracts/wire.txt";
        using var workspace = feed.NewWorkspace();
        workspace.WritePlugin(feed, withContract: true);
        (await workspace.DotNetAsync("", "build", place, "-p:UpdateClusterContracts=true")).Succeeded();
        Assert.Contains("event report-published", workspace.Read("contracts/wire.txt"), StringComparison.Ordinal);
        Assert.False(workspace.Has(File));

        (await workspace.DotNetAsync("", "build", place)).Succeeded();
        workspace.Write("Reports.cs", AuthorProject.Source.Replace("ReportPublished(int Id", "ReportPublished(long Id", StringComparison.Ordinal));
        Assert.Contains("error PSDK058", (await workspace.DotNetAsync("", "build", place)).Failed().Output, StringComparison.Ordinal);
    }
}
