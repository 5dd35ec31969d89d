using Microsoft.CodeAnalysis;
using PluginSdk.Generators.Infrastructure;
using PluginSdk.Generators.Serialization.Model;

namespace PluginSdk.Generators.Serialization.Parsing;

/// <summary>Decides how a type is written and read. Types with members are named here, and parsed on their own.</summary>
/// <param name="assembly">The assembly that the codecs are generated into.</param>
/// <param name="found">Told of every type that needs a generated codec, and of the member that has it.</param>
/// <param name="issues">Told of every type that cannot be serialized.</param>
/// <param name="enums">Told of every enum.</param>
internal sealed class ShapeParser(
    IAssemblySymbol assembly,
    Action<INamedTypeSymbol, ISymbol?>? found = null,
    Action<WireIssue>? issues = null,
    Action<INamedTypeSymbol>? enums = null)
{
    /// <summary>The assembly that the codecs are generated into.</summary>
    public IAssemblySymbol Assembly => assembly;

    // The author's collections that are being looked into: one that holds itself has no end.
    private readonly HashSet<ITypeSymbol> _open = new(SymbolEqualityComparer.Default);

    // Most members are of few types. Who wants to hear of issues wants to hear of them at each member.
    private readonly Dictionary<ITypeSymbol, WireShape?>? _known = issues is null ? new(SymbolEqualityComparer.IncludeNullability) : null;

    /// <summary>The shape of <paramref name="type"/>, or null where it cannot be serialized.</summary>
    /// <param name="type">The type.</param>
    /// <param name="owner">The member or type that an issue is about.</param>
    public WireShape? Parse(ITypeSymbol type, ISymbol? owner = null)
    {
        if (_known is null)
            return ParseAny(type, owner);
        if (!_known.TryGetValue(type, out var shape))
        {
            shape = ParseAny(type, owner);
            _known.Add(type, shape);
        }

        return shape;
    }

    private WireShape? ParseAny(ITypeSymbol type, ISymbol? owner)
    {
        var shape = ParseNotNull(type, owner);
        if (shape is null || type.IsValueType)
            return shape;
        shape = shape with { IsReference = true };
        if (type.NullableAnnotation == NullableAnnotation.NotAnnotated)
            return shape;

        // Code without nullable annotations promises nothing, so null is possible there.
        return new WireShape(ShapeKind.NullableReference, shape.Type + "?", "", Arguments(shape));
    }

    private WireShape? ParseNotNull(ITypeSymbol type, ISymbol? owner)
    {
        var name = TypeNames.Global(type.WithNullableAnnotation(NullableAnnotation.NotAnnotated));
        if (KnownShapes.Scalar(type) is { } scalar)
            return new WireShape(ShapeKind.Scalar, name, scalar, EquatableArray<WireShape>.Empty);
        return type switch
        {
            IArrayTypeSymbol { ElementType.SpecialType: SpecialType.System_Byte, IsSZArray: true }
                => new WireShape(ShapeKind.Scalar, name, "Binary", EquatableArray<WireShape>.Empty),
            IArrayTypeSymbol { IsSZArray: true } array => Compose(ShapeKind.Array, name, "Array", [array.ElementType], owner),
            INamedTypeSymbol named => ParseNamed(named, name, owner),
            _ => Refuse(type, owner),
        };
    }

    private WireShape? ParseNamed(INamedTypeSymbol type, string name, ISymbol? owner)
    {
        if (type.EnumUnderlyingType is { } underlying)
        {
            if (KnownShapes.Scalar(underlying.SpecialType) is not { } scalar || !SerializableTypes.IsAccessible(type, assembly))
                return Refuse(type, owner);
            enums?.Invoke(type);
            return new WireShape(ShapeKind.Enum, name, scalar, EquatableArray<WireShape>.Empty);
        }

        if (type.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T)
            return Compose(ShapeKind.NullableValue, name, "Nullable", type.TypeArguments, owner);
        if (KnownShapes.Generic(type) is { } generic)
        {
            if (generic.EndsWith("OfBytes", StringComparison.Ordinal))
                return new WireShape(ShapeKind.Library, name, generic, EquatableArray<WireShape>.Empty);
            var kind = generic switch
            {
                "List" => ShapeKind.List,
                "Dictionary" => ShapeKind.Dictionary,
                _ => ShapeKind.Library,
            };
            return Compose(kind, name, generic, type.TypeArguments, owner);
        }

        type = NullableArguments.Spelled(type);
        name = TypeNames.Global(type);
        if (SerializableTypes.KnowsItsCodec(type, assembly))
            return new WireShape(ShapeKind.SelfDescribing, name, "", EquatableArray<WireShape>.Empty);
        if (!SerializableTypes.GetsCodec(type, assembly))
            return Refuse(type, owner);
        if (!type.IsAbstract && OwnCollections.Contains(type))
            return ParseCollection(type, name, owner);
        found?.Invoke(type, owner);
        return new WireShape(ShapeKind.Object, name, CodecName.Full(type), EquatableArray<WireShape>.Empty);
    }

    private WireShape? ParseCollection(INamedTypeSymbol type, string name, ISymbol? owner)
    {
        var elements = OwnCollections.ElementsOf(type, assembly);
        if (elements.IsEmpty)
            return Refuse(type, owner, "is a collection that cannot be filled: it needs a constructor without parameters, and must implement ICollection<T> or IDictionary<TKey, TValue> once; or [MessagePackObject] says that its members are what is sent");
        if (!_open.Add(type))
            return Refuse(type, owner, "is a collection that holds itself; hold a list of it in a record instead");
        var shape = Compose(ShapeKind.OwnCollection, name, elements.Length == 2 ? "MapOf" : "CollectionOf", elements, owner);
        _open.Remove(type);
        if (shape is not null && issues is not null)
            ReportMembersBeside(type);
        return shape;
    }

    /// <summary>What a collection holds beside its elements is not sent.</summary>
    private void ReportMembersBeside(INamedTypeSymbol type)
    {
        foreach (var member in MemberParser.Parse(type, assembly))
        {
            if (member is { IsForeign: false, IsStored: true })
                issues!(new WireIssue(WireProblem.NotSent, member.Symbol, member.Type, $"'{type.Name}' is a collection, of which only the elements are sent. Hold it and the rest side by side in a record"));
        }
    }

    private WireShape? Refuse(ITypeSymbol type, ISymbol? owner, string? reason = null)
    {
        // A name that the compiler does not know is its own affair.
        if (type.TypeKind != TypeKind.Error)
            issues?.Invoke(new WireIssue(reason is null ? SerializableTypes.ProblemOf(type, assembly) : WireProblem.NotSerializable, owner ?? type, type, reason ?? ""));
        return null;
    }

    private WireShape? Compose(ShapeKind kind, string type, string name, IReadOnlyList<ITypeSymbol> arguments, ISymbol? owner)
    {
        var shapes = new WireShape[arguments.Count];
        for (var index = 0; index < shapes.Length; index++)
        {
            if (Parse(arguments[index], owner) is not { } shape)
                return null;
            shapes[index] = shape;
        }

        return new WireShape(kind, type, name, new EquatableArray<WireShape>(shapes));
    }

    private static EquatableArray<WireShape> Arguments(WireShape shape) => new([shape]);
}
