using PluginSdk.Generators.Infrastructure;
using PluginSdk.Generators.Serialization.Model;

namespace PluginSdk.Generators.Serialization.Emission;

/// <summary>
/// Emits the way to members that C# keeps from generated code: <c>init</c> accessors after construction, private setters,
/// readonly and private fields. The runtime binds them like ordinary calls; nothing is reflected.
/// </summary>
internal static class AccessorEmitter
{
    public static void Emit(SourceWriter writer, CodecModel model)
    {
        foreach (var member in model.Members)
        {
            if (member.Accessor is not { } accessor)
                continue;
            var target = $"{(accessor.OwnerIsValueType ? "ref " : "")}{accessor.Owner} target";
            if (accessor.IsField)
            {
                Attribute(writer, "Field", accessor.MetadataName);
                writer.Line($"private static extern ref {member.Shape.Type} {Name(member)}Field({target});");
                continue;
            }

            if (member.Assignment == Assignment.Accessor)
            {
                Attribute(writer, "Method", "set_" + accessor.MetadataName);
                writer.Line($"private static extern void Set{Name(member)}({target}, {member.Shape.Type} value);");
            }

            if (accessor.ForReading)
            {
                Attribute(writer, "Method", "get_" + accessor.MetadataName);
                writer.Line($"private static extern {member.Shape.Type} Get{Name(member)}({target});");
            }
        }
    }

    public static string Set(CodecModel model, MemberModel member, AccessorModel accessor, string value)
    {
        var target = accessor.OwnerIsValueType ? "ref result" : "result";
        return accessor.IsField
            ? $"{Name(member)}Field({target}) = {value};"
            : $"Set{Name(member)}({target}, {value});";
    }

    public static string Get(CodecModel model, MemberModel member, AccessorModel accessor)
    {
        var target = accessor.OwnerIsValueType ? "ref value" : "value";
        return accessor.IsField ? $"{Name(member)}Field({target})" : $"Get{Name(member)}({target})";
    }

    private static void Attribute(SourceWriter writer, string kind, string name)
    {
        writer.Line();
        writer.Line($"[global::System.Runtime.CompilerServices.UnsafeAccessor(global::System.Runtime.CompilerServices.UnsafeAccessorKind.{kind}, Name = \"{name}\")]");
    }

    private static string Name(MemberModel member) => member.Name.TrimStart('@');
}
