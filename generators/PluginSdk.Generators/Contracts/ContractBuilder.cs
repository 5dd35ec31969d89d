using Microsoft.CodeAnalysis;
using PluginSdk.Generators.Analyzers;
using PluginSdk.Generators.Infrastructure;
using PluginSdk.Generators.Serialization.Model;
using PluginSdk.Generators.Serialization.Parsing;

namespace PluginSdk.Generators.Contracts;

/// <summary>Makes the contract of the code that is being compiled, with the place of everything in it.</summary>
internal sealed class ContractBuilder
{
    private readonly ClusterContract _contract = new();
    private readonly Dictionary<string, Location> _places = new(StringComparer.Ordinal);
    private readonly Queue<INamedTypeSymbol> _pending = new();
    private readonly HashSet<ISymbol> _seen = new(SymbolEqualityComparer.IncludeNullability);
    private readonly ShapeParser _shapes;

    private ContractBuilder(IAssemblySymbol assembly)
        => _shapes = new ShapeParser(assembly, Found, enums: AddEnum);

    /// <summary>The contract, and the place of each entry (<c>cache reports</c>), type (<c>type Acme.Report</c>) and member (<c>type Acme.Report</c>, line break, key).</summary>
    public static (ClusterContract Contract, IReadOnlyDictionary<string, Location> Places) Build(IAssemblySymbol assembly, CancellationToken cancellationToken)
    {
        var builder = new ContractBuilder(assembly);
        foreach (var type in SourceTypes.Of(assembly))
        {
            cancellationToken.ThrowIfCancellationRequested();
            builder.AddEntries(type);
        }

        var objects = new ObjectParser(builder._shapes);
        while (builder._pending.Count > 0)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var type = builder._pending.Dequeue();
            if (objects.Parse(type) is { } model)
                builder.AddType(type, model);
        }

        return (builder._contract, builder._places);
    }

    private void AddEntries(INamedTypeSymbol type)
    {
        if (type.Attribute(KnownNames.EventAttribute) is { } declared && TypeOf(type) is { } carried)
            Add(new ContractEntry("event", declared.NameArgument(), [carried], ""), type);
        if (type.Attribute(KnownNames.SerializableAttribute) is not null && TypeOf(type) is { } root)
            Add(new ContractEntry("root", ShapeTypes.NameOf(type), root.Kind == WireTypeKind.Named ? [] : [root], ""), type);
        foreach (var (member, attribute, kind) in Declarations.Of(type))
        {
            var name = attribute.NameArgument();
            if (kind == KnownNames.CacheAttribute && member is IPropertySymbol { Type: INamedTypeSymbol cache })
            {
                var types = cache.TypeArguments.Select(argument => TypeOf(argument)).ToList();
                if (types.Count > 0 && !types.Contains(null))
                    Add(new ContractEntry("cache", name, types!, ""), member);
            }
            else if (kind == KnownNames.LockAttribute)
            {
                Add(new ContractEntry("lock", name, [], attribute.Named("Global")?.Value is true ? "global" : ""), member);
            }
            else if (kind is KnownNames.ClusterJobAttribute or KnownNames.NodeJobAttribute)
            {
                Add(new ContractEntry("job", name, [], kind == KnownNames.ClusterJobAttribute ? "per cluster" : "per node"), member);
            }
        }
    }

    private void Add(ContractEntry entry, ISymbol symbol)
    {
        // Two of one name are an error of their own, unless they are two ways to the same lock.
        if (_contract.Entries.ContainsKey(entry.Identity))
            return;
        _contract.Entries.Add(entry.Identity, entry);
        Place(entry.Identity, symbol);
    }

    private WireType? TypeOf(ITypeSymbol type)
        => _shapes.Parse(type is INamedTypeSymbol { IsReferenceType: true, NullableAnnotation: NullableAnnotation.None } ? type.WithNullableAnnotation(NullableAnnotation.NotAnnotated) : type) is { } shape
            ? ShapeTypes.Of(shape)
            : null;

    private void Found(INamedTypeSymbol type, ISymbol? owner)
    {
        if (_seen.Add(type))
            _pending.Enqueue(type);
    }

    private void AddType(INamedTypeSymbol type, CodecModel model)
    {
        var members = ContractType.NoMembers();
        foreach (var member in model.Members)
        {
            var key = model.Form == WireForm.Array ? Number(member.Key) : member.WireName;
            var name = member.Name.TrimStart('@');
            members[key] = new ContractMember(key, ShapeTypes.Of(member.Shape), member.IsRequired, Removed: false)
            {
                Name = model.Form == WireForm.Array ? name : null,
            };
            Place($"type {ShapeTypes.NameOf(type)}\n{key}", type.GetMembers(name).FirstOrDefault() ?? type);
        }

        foreach (var item in model.Cases)
            members[Number(item.Key)] = new ContractMember(Number(item.Key), ShapeTypes.Of(item.Shape), Required: false, Removed: false);
        AddType(type, model.Form.ToString().ToLowerInvariant(), members);
    }

    private void AddEnum(INamedTypeSymbol type)
    {
        if (!_seen.Add(type))
            return;
        var members = ContractType.NoMembers();
        foreach (var value in type.GetMembers().OfType<IFieldSymbol>().Where(value => value.HasConstantValue))
        {
            var number = Convert.ToString(value.ConstantValue, System.Globalization.CultureInfo.InvariantCulture);
            members[value.Name] = new ContractMember(value.Name, WireType.Named(number), Required: false, Removed: false);
            Place($"type {ShapeTypes.NameOf(type)}\n{value.Name}", value);
        }

        AddType(type, "enum", members, WireScalars.NameOf(KnownShapes.Scalar(type.EnumUnderlyingType!.SpecialType)!));
    }

    private void AddType(INamedTypeSymbol type, string form, SortedDictionary<string, ContractMember> members, string? integer = null)
    {
        var name = ShapeTypes.NameOf(type);
        _contract.Types[name] = new ContractType(form, name, members) { Base = integer };
        Place("type " + name, type);
    }

    private void Place(string element, ISymbol symbol)
    {
        if (symbol.Place() is { } place)
            _places[element] = place;
    }

    private static string Number(int value) => value.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
