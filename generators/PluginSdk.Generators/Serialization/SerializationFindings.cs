using Microsoft.CodeAnalysis;
using PluginSdk.Generators.Infrastructure;
using PluginSdk.Generators.Serialization.Model;
using PluginSdk.Generators.Serialization.Parsing;

namespace PluginSdk.Generators.Serialization;

/// <summary>An issue, where it is to be shown, and how the walk came there.</summary>
internal sealed record SerializationFinding(WireIssue Issue, Location Place, string Path);

/// <summary>Walks the types on the wire with the generator's own parsers, and keeps what they complain about.</summary>
internal sealed class SerializationFindings
{
    private readonly IAssemblySymbol _assembly;
    private readonly Dictionary<ISymbol, string> _entities;
    private readonly List<(ISymbol Owner, SerializationFinding Finding)> _all = [];
    private readonly HashSet<(WireProblem, ISymbol)> _reported = [];
    private readonly HashSet<ISymbol> _seen = new(SymbolEqualityComparer.IncludeNullability);
    private readonly Queue<(INamedTypeSymbol Type, ISymbol Root, string Path)> _pending = new();
    private ISymbol _root = null!;
    private INamedTypeSymbol? _current;
    private string _path = "";

    private SerializationFindings(IAssemblySymbol assembly, Dictionary<ISymbol, string> entities)
    {
        _assembly = assembly;
        _entities = entities;
    }

    /// <summary>The findings by the type in whose declaration they are to be shown.</summary>
    public static ILookup<ISymbol?, SerializationFinding> Of(IAssemblySymbol assembly)
    {
        var findings = new SerializationFindings(assembly, TrackedEntities.Of(assembly));
        findings.Walk(RootsOf(assembly));
        return findings._all.ToLookup(item => (ISymbol?)item.Owner, item => item.Finding, SymbolEqualityComparer.Default);
    }

    /// <summary>The annotated types and members that put types on the wire.</summary>
    public static IEnumerable<ISymbol> RootsOf(IAssemblySymbol assembly) => SourceTypes.Of(assembly).SelectMany(Roots);

    private static IEnumerable<ISymbol> Roots(INamedTypeSymbol type)
    {
        // What cannot be an event at all is said by the rules of events.
        var isEvent = type.Attribute(KnownNames.EventAttribute) is not null
            && type is { IsStatic: false, IsRefLikeType: false }
            && !type.IsGenericAnywhere()
            && type.IsVisibleInAssembly();
        if (isEvent || type.Attribute(KnownNames.SerializableAttribute) is not null)
            yield return type;
        foreach (var member in type.GetMembers())
        {
            if (member is IPropertySymbol && member.Attribute(KnownNames.CacheAttribute) is not null)
                yield return member;
        }
    }

    private void Walk(IEnumerable<ISymbol> roots)
    {
        var shapes = new ShapeParser(_assembly, Found, Report);
        foreach (var root in roots)
        {
            (_root, _path) = (root, root is INamedTypeSymbol ? root.Name : $"{root.ContainingType.Name}.{root.Name}");
            foreach (var type in SerializationRoot.TypesOf(root))
                shapes.Parse(type, root);
        }

        var parser = new ObjectParser(shapes, Report);
        while (_pending.Count > 0)
        {
            var (type, root, path) = _pending.Dequeue();
            (_root, _path, _current) = (root, path, type);
            parser.Parse(type);
        }
    }

    private void Found(INamedTypeSymbol type, ISymbol? owner)
    {
        if (_entities.TryGetValue(type.OriginalDefinition, out var context))
            Report(new WireIssue(WireProblem.TrackedEntity, owner ?? type, type, context));
        if (!_seen.Add(type))
            return;
        var isStep = owner is not null and not INamedTypeSymbol && !SymbolEqualityComparer.Default.Equals(owner, _root);
        _pending.Enqueue((type, _root, isStep ? $"{_path} → {owner!.Name}" : _path));
    }

    private void Report(WireIssue issue)
    {
        if (!_reported.Add((issue.Problem, issue.Symbol.OriginalDefinition)))
            return;

        // A member of another assembly has no place of its own here: the type that has it stands in for it, or the annotated declaration.
        var shown = IsInSource(issue.Symbol) ? issue.Symbol : IsInSource(_current) ? _current! : _root;
        var place = shown.Locations.FirstOrDefault(location => location.IsInSource);
        var owner = shown as INamedTypeSymbol ?? shown.ContainingType;
        var path = issue.Symbol is INamedTypeSymbol || SymbolEqualityComparer.Default.Equals(issue.Symbol, _root)
            ? _path
            : $"{_path} → {issue.Symbol.Name}";
        if (place is not null)
            _all.Add((owner.OriginalDefinition, new SerializationFinding(issue, place, $"'{path}'")));
    }

    private static bool IsInSource(ISymbol? symbol)
        => symbol?.Locations.Any(location => location.IsInSource && !IsGenerated(location)) == true;

    private static bool IsGenerated(Location location)
        => location.SourceTree?.FilePath.EndsWith(".g.cs", StringComparison.Ordinal) == true;
}
