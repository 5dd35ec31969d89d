using System.Collections.Immutable;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace PluginSdk.Packaging.Validation;

/// <summary>An assembly as the rules see it: types, fields and methods of the author, and what the methods do.</summary>
internal sealed class AssemblyModel
{
    private readonly PEReader _image;
    private readonly Dictionary<TypeDefinitionHandle, TypeModel> _types;
    private readonly Dictionary<TypeDefinitionHandle, bool> _generated = [];

    public AssemblyModel(PEReader image)
    {
        _image = image;
        Metadata = image.GetMetadataReader();
        TypeNesting.Verify(Metadata);
        Types = [.. Metadata.TypeDefinitions.Select(handle => new TypeModel(this, handle))];
        Methods = [.. Types.SelectMany(static type => type.Methods)];
        _types = Types.ToDictionary(static type => type.Handle);
    }

    public MetadataReader Metadata { get; }

    /// <summary>All types, those of the compiler included: lambdas and async methods live there.</summary>
    public ImmutableArray<TypeModel> Types { get; }

    /// <summary>All methods with a body that a person wrote, or the compiler from what a person wrote.</summary>
    public ImmutableArray<MethodModel> Methods { get; }

    /// <summary>Whether a name is one that only the compiler gives.</summary>
    public static bool IsCompilerName(string name) => name.Contains('<', StringComparison.Ordinal);

    public TypeModel Type(TypeDefinitionHandle handle) => _types[handle];

    public MethodBodyBlock? Body(MethodDefinition method)
    {
        if (method.RelativeVirtualAddress == 0)
            return null;
        try
        {
            return _image.GetMethodBody(method.RelativeVirtualAddress);
        }
        catch (Exception e) when (DamagedImage.IsCause(e))
        {
            // Native or mangled: nothing to read.
            return null;
        }
    }

    public bool Has(CustomAttributeHandleCollection attributes, Func<string, bool> name)
    {
        foreach (var handle in attributes)
        {
            if (name(AttributeName(Metadata.GetCustomAttribute(handle))))
                return true;
        }
        return false;
    }

    /// <summary>Whether a generator wrote a type or the type around it.</summary>
    public bool IsGenerated(TypeDefinitionHandle handle)
    {
        if (_generated.TryGetValue(handle, out var known))
            return known;
        var type = Metadata.GetTypeDefinition(handle);
        var outer = type.GetDeclaringType();
        return _generated[handle] = IsGenerated(type.GetCustomAttributes()) || (!outer.IsNil && IsGenerated(outer));
    }

    public bool IsGenerated(CustomAttributeHandleCollection attributes) =>
        Has(attributes, static name => name == "System.CodeDom.Compiler.GeneratedCodeAttribute");

    public string FieldKey(EntityHandle handle)
    {
        if (handle.Kind == HandleKind.FieldDefinition)
        {
            var field = Metadata.GetFieldDefinition((FieldDefinitionHandle)handle);
            return $"{MetadataNames.Of(Metadata, field.GetDeclaringType())}::{Metadata.GetString(field.Name)}";
        }
        var reference = Metadata.GetMemberReference((MemberReferenceHandle)handle);
        return $"{MetadataNames.Of(Metadata, reference.Parent)}::{Metadata.GetString(reference.Name)}";
    }

    public MethodTarget Method(EntityHandle handle)
    {
        ImmutableArray<TypeShape> arguments = [];
        if (handle.Kind == HandleKind.MethodSpecification)
        {
            var specification = Metadata.GetMethodSpecification((MethodSpecificationHandle)handle);
            arguments = Signatures.Of(Metadata, specification);
            handle = specification.Method;
        }
        if (handle.Kind == HandleKind.MethodDefinition)
        {
            var method = Metadata.GetMethodDefinition((MethodDefinitionHandle)handle);
            var owner = method.GetDeclaringType();
            return Target(new TypeShape(MetadataNames.Of(Metadata, owner), [], owner), Metadata.GetString(method.Name), arguments, Signatures.Of(Metadata, method));
        }
        var reference = Metadata.GetMemberReference((MemberReferenceHandle)handle);
        return Target(MetadataNames.Shape(Metadata, reference.Parent), Metadata.GetString(reference.Name), arguments, Signatures.Of(Metadata, reference));
    }

    /// <summary>The field behind a property of this assembly, if the target is the getter of one.</summary>
    public FlowValue? BackingField(MethodTarget target)
    {
        if (!target.Type.IsOwn || !target.Name.StartsWith("get_", StringComparison.Ordinal) || target.ParameterCount != 0)
            return null;
        var name = $"<{target.Name[4..]}>k__BackingField";
        return Metadata.GetTypeDefinition(target.Type.Definition).GetFields().Any(field => Metadata.StringComparer.Equals(Metadata.GetFieldDefinition(field).Name, name))
            ? new FlowValue(FlowValueKind.Field, $"{target.Type.Name}::{name}")
            : null;
    }

    private static MethodTarget Target(TypeShape type, string name, ImmutableArray<TypeShape> arguments, MethodSignature<TypeShape> signature) =>
        new(type, name, arguments, signature.ParameterTypes.Length, signature.Header.IsInstance, signature.ReturnType.Name != "System.Void");

    private string AttributeName(CustomAttribute attribute) => attribute.Constructor.Kind switch
    {
        HandleKind.MemberReference => MetadataNames.Of(Metadata, Metadata.GetMemberReference((MemberReferenceHandle)attribute.Constructor).Parent),
        HandleKind.MethodDefinition => MetadataNames.Of(Metadata, Metadata.GetMethodDefinition((MethodDefinitionHandle)attribute.Constructor).GetDeclaringType()),
        _ => "",
    };
}
