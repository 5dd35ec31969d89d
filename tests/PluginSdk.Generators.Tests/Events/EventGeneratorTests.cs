using PluginSdk.Generators.Tests.Verification;
using PluginSdk.Wire;

namespace PluginSdk.Generators.Tests.Events;

public sealed class EventGeneratorTests
{
    private const string Source = """
        namespace Acme;

        public partial interface IContainer
        {
            [ClusterEvent("moved")]
            public readonly partial record struct Moved(int X, int Y);
        }

        [ClusterEvent("say \"hi\"")]
        internal sealed partial class Said
        {
            public string? Text { get; set; }
        }

        public static class Program
        {
            public static string NameOf() => Name<IContainer.Moved>() + " " + Name<Said>();

            private static string Name<T>() where T : IClusterEvent<T> => T.Definition.Name;
        }
        """;

    [Fact]
    public void Events_of_every_kind() => Snapshot.Verify(GeneratorTest.Run(Source), [".Event.g.cs"]);

    [Fact]
    public void An_event_carries_its_name_and_codec()
    {
        using var project = GeneratorTest.Run(Source).Load();
        var type = project.Type("Acme.IContainer+Moved");
        var definition = type.GetProperty("Definition")!.GetValue(null)!;

        Assert.Equal("moved say \"hi\"", project.Call("Acme.Program", "NameOf"));
        Assert.IsAssignableFrom(typeof(IWireCodec<>).MakeGenericType(type), definition.GetType().GetProperty("Codec")!.GetValue(definition));
    }

    [Fact]
    public void A_renamed_event_changes_its_file_and_the_manifest_only()
    {
        const string Other = """
            namespace Acme;

            [ClusterEvent("other")]
            public sealed partial record Other(int Id);
            """;
        var run = GeneratorTest.Run(GeneratorInput.Of(Source).WithFile("Other.cs", Other));

        run.Edit("Other.cs", Other.Replace("\"other\"", "\"renamed\"", StringComparison.Ordinal)).AssertChanged("Acme.Other.Event.g.cs", "PluginManifest.g.cs");
    }
}
