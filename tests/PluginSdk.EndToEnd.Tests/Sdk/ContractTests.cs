namespace PluginSdk.EndToEnd.Tests.Sdk;

public sealed class ContractTests(FeedFixture feed)
{
    private const string File = "ClusterContracts.txt";

    [Fact]
    public async Task The_wire_contract_is_written_on_demand_and_held_against_later_changes()
    {
        using var workspace = feed.NewWorkspace();
        workspace.WritePlugin(feed);
        (await workspace.DotNetAsync("", "build")).Succeeded();
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
}
