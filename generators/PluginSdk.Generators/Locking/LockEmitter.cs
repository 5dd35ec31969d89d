using Microsoft.CodeAnalysis.Text;
using PluginSdk.Generators.Classes;
using PluginSdk.Generators.Infrastructure;

namespace PluginSdk.Generators.Locking;

/// <summary>Writes the guarded methods and lock properties of a class.</summary>
internal static class LockEmitter
{
    private const string ClusterMember = "_clusterOfLocks";

    public static SourceText Emit(LockingClass model)
    {
        var writer = SourceWriter.ForGeneratedFile();
        model.Hierarchy.Open(writer);
        var cluster = EmitClusterMember(writer, model);
        var first = true;
        foreach (var property in model.Properties)
        {
            Separate(writer, ref first);
            EmitProperty(writer, property, cluster);
        }

        foreach (var method in model.Methods)
        {
            Separate(writer, ref first);
            EmitMethod(writer, method, cluster);
        }

        model.Hierarchy.Close(writer);
        return writer.ToSourceText();
    }

    /// <summary>The expression of the cluster inside of members, after writing the member that it needs, if any.</summary>
    private static string EmitClusterMember(SourceWriter writer, LockingClass model)
    {
        var hidden = model.Cluster.IsParameter
            && model.Methods.Any(method => method.Parameters.Any(parameter => parameter.Name == model.Cluster.Source));
        if (!model.Cluster.KeepInField && !hidden)
            return model.Cluster.Expression;
        if (model.Cluster.KeepInField)
            ClusterField.Write(writer, ClusterMember, model.Cluster);
        else
            ClusterField.WriteProperty(writer, ClusterMember, model.Cluster);
        writer.Line();
        return "this." + ClusterMember;
    }

    private static void Separate(SourceWriter writer, ref bool first)
    {
        if (!first)
            writer.Line();
        first = false;
    }

    private static void EmitProperty(SourceWriter writer, LockProperty property, string cluster)
    {
        writer.Line(GeneratedCode.Attribute);
        writer.Line(GeneratedCode.NoCoverage);
        writer.Line($"{property.Modifiers} global::{KnownNames.Lock} {property.Property} => field ??= {Get(cluster, CSharpLiteral.Of(property.Name), property.Settings)};");
    }

    private static void EmitMethod(SourceWriter writer, GuardedMethod method, string cluster)
    {
        var state = GuardedState.Of(method);
        var call = $"global::{KnownNames.GuardedCall}.{(method.Tries ? "TryRunAsync" : "RunAsync")}(";
        writer.Line(GeneratedCode.Attribute);
        writer.Line(GeneratedCode.NoCoverage);
        var signature = $"{method.Modifiers} {method.ReturnType} {method.Method}{method.TypeParameters}({string.Join(", ", method.Parameters.Select(parameter => parameter.Declaration))})";
        if (method.Constraints.IsEmpty)
        {
            writer.Line(signature + " =>");
            writer.Deeper();
        }
        else
        {
            writer.Line(signature);
            writer.Deeper();
            for (var index = 0; index < method.Constraints.Count; index++)
                writer.Line(method.Constraints[index] + (index == method.Constraints.Count - 1 ? " =>" : ""));
        }

        writer.Line(method.ReturnsValueTask ? $"new {method.ReturnType}({call}" : call);
        writer.Deeper();
        writer.Line($"{Get(cluster, method.NameExpression, method.Settings)},");
        writer.Line($"wait: {method.Wait ?? "null"},");
        writer.Line($"{state.Expression},");
        writer.Line($"{state.Lambda},");
        writer.Line($"{method.CancellationToken ?? "default"}){(method.ReturnsValueTask ? ")" : "")};");
        writer.Shallower();
        writer.Shallower();
    }

    private static string Get(string cluster, string name, EquatableArray<string> settings) => settings.IsEmpty
        ? $"{cluster}.Locks.Get({name})"
        : $"{cluster}.Locks.Get({name}, new global::{KnownNames.LockSettings} {{ {string.Join(", ", settings)} }})";
}
