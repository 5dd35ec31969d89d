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
            writer.Line();
            if (accessor.Generic is not { } generic)
            {
                EmitMethods(writer, member, accessor, accessor.Owner, member.Shape.Type, "private");
                continue;
            }

            using (writer.Block($"private static class {ClassName(member)}<{generic.Parameters}>{generic.Constraints}"))
                EmitMethods(writer, member, accessor, generic.Definition, generic.MemberType, "public");
        }
    }

    private static void EmitMethods(
        SourceWriter writer, MemberModel member, AccessorModel accessor, string owner, string type, string accessibility)
    {
        var target = $"{(accessor.OwnerIsValueType ? "ref " : "")}{owner} target";
        if (accessor.IsField)
        {
            Attribute(writer, "Field", accessor.MetadataName);
            writer.Line($"{accessibility} static extern ref {type} {Name(member)}Field({target});");
            return;
        }

        if (member.Assignment == Assignment.Accessor)
        {
            Attribute(writer, "Method", "set_" + accessor.MetadataName);
            writer.Line($"{accessibility} static extern void Set{Name(member)}({target}, {type} value);");
        }

        if (accessor.ForReading)
        {
            if (member.Assignment == Assignment.Accessor)
                writer.Line();
            Attribute(writer, "Method", "get_" + accessor.MetadataName);
            writer.Line($"{accessibility} static extern {type} Get{Name(member)}({target});");
        }
    }

    /// <summary>The statement that gives the member of <c>result</c> a value.</summary>
    public static string Set(MemberModel member, AccessorModel accessor, string value)
    {
        var target = accessor.OwnerIsValueType ? "ref result" : "result";
        return accessor.IsField
            ? $"{Prefix(member, accessor)}{Name(member)}Field({target}) = {value};"
            : $"{Prefix(member, accessor)}Set{Name(member)}({target}, {value});";
    }

    /// <summary>The expression that yields the member of <c>value</c>.</summary>
    public static string Get(MemberModel member, AccessorModel accessor)
    {
        var target = accessor.OwnerIsValueType ? "ref value" : "value";
        return accessor.IsField
            ? $"{Prefix(member, accessor)}{Name(member)}Field({target})"
            : $"{Prefix(member, accessor)}Get{Name(member)}({target})";
    }

    private static string Prefix(MemberModel member, AccessorModel accessor)
        => accessor.Generic is { } generic ? $"{ClassName(member)}<{generic.Arguments}>." : "";

    private static void Attribute(SourceWriter writer, string kind, string name)
        => writer.Line($"[global::System.Runtime.CompilerServices.UnsafeAccessor(global::System.Runtime.CompilerServices.UnsafeAccessorKind.{kind}, Name = \"{name}\")]");

    private static string ClassName(MemberModel member) => Name(member) + "Accessor";

    private static string Name(MemberModel member) => member.Name.TrimStart('@');
}
