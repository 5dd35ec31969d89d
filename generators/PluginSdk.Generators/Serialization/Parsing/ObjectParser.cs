using Microsoft.CodeAnalysis;
using PluginSdk.Generators.Infrastructure;
using PluginSdk.Generators.Serialization.Model;

namespace PluginSdk.Generators.Serialization.Parsing;

/// <summary>
/// Makes the model of a type's codec. What cannot be serialized is left out and handed to <paramref name="issues"/>,
/// which only the analyzer listens to.
/// </summary>
internal sealed class ObjectParser(ShapeParser shapes, Action<WireIssue>? issues = null)
{
    // Every key up to the largest one costs a byte in every message.
    private const int LargestKey = 511;

    public CodecModel? Parse(INamedTypeSymbol type)
        => WireAttributes.HasUnion(type) && type.IsAbstract ? ParseUnion(type) : ParseObject(type);

    private CodecModel? ParseObject(INamedTypeSymbol type)
    {
        if (WireAttributes.Find(type, "MessagePackFormatterAttribute", "MessagePack") is not null)
            issues?.Invoke(new WireIssue(WireProblem.FormatterIgnored, type, type, ""));
        var members = MemberParser.Parse(type, shapes.Assembly);
        var isArray = members.Exists(member => member.Key is not null);
        var constructor = ConstructorParser.Choose(type, members, shapes.Assembly);
        if (constructor is null)
        {
            issues?.Invoke(new WireIssue(WireProblem.NoConstructor, type, type, ""));
            return null;
        }

        var parameters = constructor.Parameters
            .GroupBy(parameter => ConstructorParser.MemberOf(parameter, members)?.Name ?? "")
            .ToDictionary(group => group.Key, group => group.First(), StringComparer.Ordinal);
        var setsRequired = WireAttributes.Find(constructor, "SetsRequiredMembersAttribute", "System.Diagnostics.CodeAnalysis") is not null;

        var models = new List<MemberModel>();
        var locals = new LocalNames();
        foreach (var member in members)
        {
            parameters.TryGetValue(member.Name, out var parameter);
            if (ParseMember(type, member, parameter, isArray, setsRequired, locals) is { } model)
                models.Add(model);
        }

        if (isArray)
            models.Sort((left, right) => left.Key.CompareTo(right.Key));
        ReportConflicts(type, models, isArray);
        return new CodecModel(
            CodecName.Namespace(type),
            CodecName.Simple(type),
            TypeNames.Global(type.WithNullableAnnotation(NullableAnnotation.NotAnnotated)),
            TypeNames.Plain(type),
            type.IsValueType,
            type.IsSealed || type.IsValueType,
            isArray ? WireForm.Array : WireForm.Map,
            models.ToEquatableArray(),
            Parameters(constructor, members, models),
            EquatableArray<UnionCase>.Empty);
    }

    private static EquatableArray<ParameterModel> Parameters(IMethodSymbol constructor, List<WireMember> members, List<MemberModel> models)
    {
        var parameters = new List<ParameterModel>();
        foreach (var parameter in constructor.Parameters)
        {
            var name = ConstructorParser.MemberOf(parameter, members) is { } member ? TypeNames.Escaped(member.Name) : null;
            var index = models.FindIndex(model => model.Name == name);
            if (index >= 0 || !parameter.HasExplicitDefaultValue)
                parameters.Add(new ParameterModel(TypeNames.Escaped(parameter.Name), index));
        }

        return parameters.ToEquatableArray();
    }

    private MemberModel? ParseMember(INamedTypeSymbol type, WireMember member, IParameterSymbol? parameter, bool isArray, bool setsRequired, LocalNames locals)
    {
        if (parameter is null && !member.HasSetter)
        {
            // A computed property is not data; one that stores a value would lose it.
            if (member.IsStored)
                issues?.Invoke(new WireIssue(WireProblem.NotSent, member.Symbol, member.Type, WhyNotSet(member)));
            return null;
        }

        if (isArray && member.Key is null)
        {
            issues?.Invoke(new WireIssue(WireProblem.KeyConflict, member.Symbol, type, $"'{member.Name}' has no [Key], but other members have"));
            return null;
        }

        if (member.Key is < 0 or > LargestKey)
        {
            issues?.Invoke(new WireIssue(WireProblem.KeyConflict, member.Symbol, type, $"'{member.Name}' has the key {member.Key}"));
            return null;
        }

        if (WireAttributes.Find(member.Symbol, "MessagePackFormatterAttribute", "MessagePack") is not null)
            issues?.Invoke(new WireIssue(WireProblem.FormatterIgnored, member.Symbol, member.Type, ""));
        if (shapes.Parse(member.Type, member.Symbol) is not { } shape)
            return null;
        var assignment = parameter is not null ? Assignment.Constructor
            : member.IsRequired && !setsRequired ? Assignment.Initializer
            : member.IsAssignable ? Assignment.Set
            : Assignment.Accessor;
        var required = member.IsRequired
            || member.IsRequiredOnWire
            || (parameter is { HasExplicitDefaultValue: false } && !member.Type.IsValueType && !shape.IsNullable);
        return new MemberModel(
            TypeNames.Escaped(member.Name),
            locals.For(member.Name),
            member.WireName,
            member.Key ?? 0,
            shape,
            assignment,
            required,
            parameter is null ? null : ConstructorParser.DefaultOf(parameter),
            AccessorParser.Parse(member, assignment));
    }

    private static string WhyNotSet(WireMember member) => member.IsForeign
        ? $"a setter that it may have in '{member.Symbol.ContainingType.Name}' can be seen in that assembly only. Make it public there, take it as a constructor parameter of its name and type"
        : "it has neither a setter nor a constructor parameter of its name and type. Add 'init' or a parameter";

    private void ReportConflicts(INamedTypeSymbol type, List<MemberModel> models, bool isArray)
    {
        if (issues is null)
            return;
        var groups = isArray
            ? models.GroupBy(model => model.Key.ToString(System.Globalization.CultureInfo.InvariantCulture))
            : models.GroupBy(model => model.WireName);
        foreach (var group in groups.Where(group => group.Count() > 1))
        {
            var names = string.Join(" and ", group.Select(model => $"'{model.Name}'"));
            issues(new WireIssue(WireProblem.KeyConflict, type, type, $"{names} share the key {group.Key}"));
        }
    }

    private CodecModel ParseUnion(INamedTypeSymbol type)
    {
        var cases = new List<(UnionCase Case, INamedTypeSymbol Type)>();
        foreach (var attribute in type.GetAttributes().Where(WireAttributes.IsUnion))
        {
            if (attribute.ConstructorArguments is not [{ Value: int key }, { Value: var named }])
                continue;
            if (named is not INamedTypeSymbol subtype)
                Complain($"[Union({key}, \"{named}\")] names its subtype by a text, which only the running program could look up. Write typeof(…)");
            else if (!IsSubtype(subtype, type))
                Complain($"[Union({key}, typeof({subtype.Name}))] names no subtype");
            else if (cases.Exists(other => other.Case.Key == key))
                Complain($"the key of [Union({key}, typeof({subtype.Name}))] is taken");
            else if (cases.Exists(other => SymbolEqualityComparer.Default.Equals(other.Type, subtype)))
                Complain($"[Union({key}, typeof({subtype.Name}))] names a subtype that has a key already");
            else if (shapes.Parse(subtype.WithNullableAnnotation(NullableAnnotation.NotAnnotated), type) is { } shape)
                cases.Add((new UnionCase(key, shape.Type, shape), subtype));
        }

        void Complain(string what) => issues?.Invoke(new WireIssue(WireProblem.KeyConflict, type, type, what));

        // A value is written as the first that it is: what derives from another one, or implements it, comes before it.
        var ordered = cases
            .OrderByDescending(item => cases.Count(other => IsSubtype(item.Type, other.Type)))
            .ThenBy(item => item.Case.Key)
            .Select(item => item.Case);
        return new CodecModel(
            CodecName.Namespace(type),
            CodecName.Simple(type),
            TypeNames.Global(type.WithNullableAnnotation(NullableAnnotation.NotAnnotated)),
            TypeNames.Plain(type),
            IsValueType: false,
            IsSealed: false,
            WireForm.Union,
            EquatableArray<MemberModel>.Empty,
            EquatableArray<ParameterModel>.Empty,
            ordered.ToEquatableArray());
    }

    private static bool IsSubtype(INamedTypeSymbol type, INamedTypeSymbol of)
    {
        if (type.AllInterfaces.Contains(of, SymbolEqualityComparer.Default))
            return true;
        for (var current = type.BaseType; current is not null; current = current.BaseType)
        {
            if (SymbolEqualityComparer.Default.Equals(current, of))
                return true;
        }

        return false;
    }
}
