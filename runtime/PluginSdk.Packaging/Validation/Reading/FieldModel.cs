using System.Reflection;
using System.Reflection.Metadata;

namespace PluginSdk.Packaging.Validation;

/// <summary>A field of the assembly.</summary>
internal sealed class FieldModel
{
    private const string BackingSuffix = ">k__BackingField";

    public FieldModel(AssemblyModel model, TypeModel type, FieldDefinition field)
    {
        Owner = type;
        Definition = field;
        Name = model.Metadata.GetString(field.Name);
        Shape = Signatures.Of(model.Metadata, field);
        IsStatic = (field.Attributes & FieldAttributes.Static) != 0;
        IsConstant = (field.Attributes & FieldAttributes.Literal) != 0;
        IsThreadStatic = model.Has(field.GetCustomAttributes(), static name => name == "System.ThreadStaticAttribute");
        var property = Property(model, type);
        var isPublic = property is { } declared ? IsPublic(model, declared) : (field.Attributes & FieldAttributes.FieldAccessMask) == FieldAttributes.Public;
        var attributes = property?.GetCustomAttributes() ?? field.GetCustomAttributes();
        Travels = !IsStatic && isPublic && !model.Has(attributes, static name => name is "MessagePack.IgnoreMemberAttribute");
        IsGenerated = type.IsGenerated || model.IsGenerated(field.GetCustomAttributes());
    }

    public TypeModel Owner { get; }

    public FieldDefinition Definition { get; }

    public string Name { get; }

    public TypeShape Shape { get; }

    public bool IsStatic { get; }

    public bool IsConstant { get; }

    public bool IsThreadStatic { get; }

    /// <summary>Whether a codec sends it: a public field or property that is not ignored.</summary>
    public bool Travels { get; }

    public bool IsGenerated { get; }

    /// <summary>Whether a person declared it, as a field or as a property.</summary>
    public bool IsDeclared => !IsGenerated && !Owner.IsCompilerMade && (!AssemblyModel.IsCompilerName(Name) || Name.EndsWith(BackingSuffix, StringComparison.Ordinal));

    public string Key => $"{Owner.FullName}::{Name}";

    /// <summary>The member as its author knows it: the property of a backing field, else the field.</summary>
    public string Member => MemberOf(Key);

    /// <summary>The member behind a field's key.</summary>
    public static string MemberOf(string key)
    {
        var parts = key.Split("::");
        var name = parts[1].EndsWith(BackingSuffix, StringComparison.Ordinal) ? parts[1][1..^BackingSuffix.Length] : parts[1];
        return $"{TypeModel.SourceNameOf(parts[0])}.{name}";
    }

    private string? PropertyName => Name.EndsWith(BackingSuffix, StringComparison.Ordinal) ? Name[1..^BackingSuffix.Length] : null;

    private PropertyDefinition? Property(AssemblyModel model, TypeModel type)
    {
        if (PropertyName is null)
            return null;
        foreach (var handle in type.Definition.GetProperties())
        {
            var property = model.Metadata.GetPropertyDefinition(handle);
            if (model.Metadata.StringComparer.Equals(property.Name, PropertyName))
                return property;
        }
        return null;
    }

    private static bool IsPublic(AssemblyModel model, PropertyDefinition property) =>
        property.GetAccessors().Getter is { IsNil: false } getter
        && (model.Metadata.GetMethodDefinition(getter).Attributes & MethodAttributes.MemberAccessMask) == MethodAttributes.Public;
}
