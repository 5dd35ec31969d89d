using System.Collections.Immutable;
using System.Reflection;
using System.Reflection.Metadata;

namespace PluginSdk.Packaging.Validation;

/// <summary>A type of the assembly.</summary>
internal sealed class TypeModel
{
    public TypeModel(AssemblyModel model, TypeDefinitionHandle handle)
    {
        var metadata = model.Metadata;
        Handle = handle;
        Definition = metadata.GetTypeDefinition(handle);
        FullName = MetadataNames.Of(metadata, handle);
        IsGenerated = model.IsGenerated(handle);
        Base = Definition.BaseType.IsNil ? null : MetadataNames.Shape(metadata, Definition.BaseType);
        Interfaces = [.. Definition.GetInterfaceImplementations().Select(implementation => MetadataNames.Shape(metadata, metadata.GetInterfaceImplementation(implementation).Interface))];
        Fields = [.. Definition.GetFields().Select(field => new FieldModel(model, this, metadata.GetFieldDefinition(field)))];
        Methods = [.. Definition.GetMethods().Select(method => new MethodModel(model, this, metadata.GetMethodDefinition(method)))];
    }

    public TypeDefinitionHandle Handle { get; }

    public TypeDefinition Definition { get; }

    /// <summary>The name in metadata, nested types after a dot.</summary>
    public string FullName { get; }

    /// <summary>The name of the type that a person wrote, without arity: lambdas and async methods belong to the type around them.</summary>
    public string SourceName => SourceNameOf(FullName);

    public bool IsGenerated { get; }

    public TypeShape? Base { get; }

    public ImmutableArray<TypeShape> Interfaces { get; }

    public ImmutableArray<FieldModel> Fields { get; }

    public ImmutableArray<MethodModel> Methods { get; }

    public bool IsCompilerMade => AssemblyModel.IsCompilerName(FullName);

    public static string SourceNameOf(string fullName) =>
        string.Join('.', fullName.Split('.').TakeWhile(static part => !AssemblyModel.IsCompilerName(part)).Select(static part => part.Split('`')[0]));

    public bool IsInterface => (Definition.Attributes & TypeAttributes.Interface) != 0;

    public bool IsAbstract => (Definition.Attributes & TypeAttributes.Abstract) != 0;

    public bool IsEnum => Base?.Name == "System.Enum";

    public bool IsDelegate => Base?.Name == "System.MulticastDelegate";
}
