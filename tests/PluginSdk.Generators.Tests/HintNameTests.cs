using PluginSdk.Generators.Tests.Verification;

namespace PluginSdk.Generators.Tests;

public sealed class HintNameTests
{
    [Fact]
    public void Types_with_similar_names_have_files_of_their_own()
    {
        const string Lock = "public ICluster Cluster => cluster; [ClusterLock(\"NAME\")] public partial IClusterLock Lock { get; }";
        var run = GeneratorTest.Run($$"""
            public sealed partial class Foo(ICluster cluster) { {{Named("1")}} }
            public sealed partial class Foo<T>(ICluster cluster) { {{Named("2")}} }
            public sealed partial class Foo_T(ICluster cluster) { {{Named("3")}} }
            public sealed partial class foo(ICluster cluster) { {{Named("4")}} }

            namespace A
            {
                public sealed partial class B(ICluster cluster)
                {
                    {{Named("5")}}

                    public sealed partial class C(ICluster cluster) { {{Named("6")}} }
                }

                namespace @event
                {
                    public sealed partial class @class(ICluster cluster) { {{Named("7")}} }
                }
            }

            namespace A.D
            {
                public sealed partial class C(ICluster cluster) { {{Named("8")}} }
            }
            """);

        Assert.Equal(8, run.Files.Keys.Count(hintName => hintName.Contains(".Locks.", StringComparison.Ordinal)));
        return;

        static string Named(string name) => Lock.Replace("NAME", name, StringComparison.Ordinal);
    }
}
