namespace PluginSdk.EndToEnd.Tests.Sdk;

/// <summary>Projects as an author writes them.</summary>
internal static class AuthorProject
{
    public const string Package = "bin/Debug/net10.0/Acme.Reports.1.0.0.cplugin";
    public const string Document = "bin/Debug/net10.0/plugin.json";

    /// <summary>The least that is a plugin.</summary>
    public const string Source =
        """"
        [assembly: PluginSdk.CompilerServices.ClusterPluginDescriptor("""{"schema":1,"key":"acme.reports","version":"1.0.0","contract":"1.0","assembly":"Acme.Reports","manifest":"Acme.Reports.PluginManifest","clusterCompatible":true}""")]
        namespace Acme.Reports;
        public sealed class Reports(ICluster cluster) { public ICluster Cluster => cluster; }
        """";

    public static void WritePlugin(this Workspace workspace, FeedFixture feed, string folder = "", string properties = "", string items = "")
    {
        workspace.Write(Path.Combine(folder, "Acme.Reports.csproj"),
            $"""
            <Project Sdk="PluginSdk/{feed.Version}">
              <PropertyGroup>
                <PluginKey>acme.reports</PluginKey>
                <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
                {properties}
              </PropertyGroup>
              {items}
            </Project>
            """);
        workspace.Write(Path.Combine(folder, "Reports.cs"), Source);
    }
}
