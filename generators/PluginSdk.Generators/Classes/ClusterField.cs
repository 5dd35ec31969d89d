using PluginSdk.Generators.Infrastructure;

namespace PluginSdk.Generators.Classes;

/// <summary>A generated member that holds or forwards the cluster, where its source cannot be named as it is.</summary>
internal static class ClusterField
{
    /// <summary>A field that copies the parameter of the primary constructor.</summary>
    public static void Write(SourceWriter writer, string name, ClusterAccess cluster)
    {
        writer.Line("// Copied, not captured: the parameter's value is also passed on in another way.");
        writer.Line(GeneratedCode.Attribute);
        writer.Line($"private readonly global::{KnownNames.Cluster} {name} = {cluster.Expression};");
    }

    /// <summary>A property for methods whose own parameters hide that of the constructor.</summary>
    public static void WriteProperty(SourceWriter writer, string name, ClusterAccess cluster)
    {
        writer.Line("// A parameter of a method below hides that of the constructor.");
        writer.Line(GeneratedCode.Attribute);
        writer.Line($"private global::{KnownNames.Cluster} {name} => {cluster.Expression};");
    }
}
