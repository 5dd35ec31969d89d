namespace PluginSdk.EndToEnd.Tests.Sdk;

public sealed class MessagePackBridgeTests(FeedFixture feed)
{
    [Fact]
    public async Task One_property_adds_the_bridge_and_another_makes_its_resolver_public()
    {
        using var workspace = feed.NewWorkspace();
        workspace.WritePlugin(
            feed,
            properties: "<PluginSdkMessagePack>true</PluginSdkMessagePack><WireFormatterResolver>public</WireFormatterResolver>",
            // MessagePack's own analyzers are not to be had everywhere, and say nothing of generated codecs.
            items: """<ItemGroup><PrunePackageReference Include="MessagePackAnalyzer" Version="99.0.0" /></ItemGroup>""");
        workspace.Write("Export.cs",
            """
            using MessagePack;
            using MessagePack.Resolvers;

            namespace Acme.Reports;

            /// <summary>What another assembly can do with the resolver too.</summary>
            public static class Export
            {
                public static IFormatterResolver Resolver => CompositeResolver.Create(Generated.WireFormatterResolver.Instance, StandardResolver.Instance);

                public static Generated.WireFormatterResolver Own => Generated.WireFormatterResolver.Instance;

                public static byte[] Write(Report report) => MessagePackSerializer.Serialize(report, MessagePackSerializerOptions.Standard.WithResolver(Resolver));
            }
            """);

        (await workspace.DotNetAsync("", "build")).Succeeded();

        var package = Packaging.PluginPackage.Open(workspace.PathOf(AuthorProject.Package));
        Assert.True(package.TryGetFile("lib/PluginSdk.MessagePack.dll", out _));
    }
}
