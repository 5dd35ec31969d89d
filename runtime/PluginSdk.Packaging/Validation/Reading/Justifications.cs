using System.Reflection.Metadata;

namespace PluginSdk.Packaging.Validation;

/// <summary>
/// The justifications that an assembly carries: <c>[SuppressMessage("PluginSdk", "PSDK071", Justification = "…")]</c> on
/// members, types and the assembly. The compiler keeps these attributes where the symbol CODE_ANALYSIS is defined, as
/// the project SDK does for plugins.
/// </summary>
internal sealed class Justifications
{
    private const string Attribute = "System.Diagnostics.CodeAnalysis.SuppressMessageAttribute";

    private readonly Dictionary<(string Rule, string Place), string> _reasons = [];
    private readonly MetadataReader _metadata;

    public Justifications(AssemblyModel model)
    {
        _metadata = model.Metadata;
        if (_metadata.IsAssembly)
            Collect(_metadata.GetAssemblyDefinition().GetCustomAttributes(), "");
        foreach (var type in model.Types)
        {
            Collect(type.Definition.GetCustomAttributes(), type.SourceName);
            foreach (var handle in type.Definition.GetProperties())
            {
                var property = _metadata.GetPropertyDefinition(handle);
                Collect(property.GetCustomAttributes(), $"{type.SourceName}.{_metadata.GetString(property.Name)}");
            }
            foreach (var field in type.Fields)
                Collect(field.Definition.GetCustomAttributes(), field.Member);
            foreach (var method in type.Methods)
                Collect(method.Definition.GetCustomAttributes(), method.Member);
        }
    }

    /// <summary>The reason given for a rule at a place, or at what contains it; null if there is none.</summary>
    public string? For(string rule, string place)
    {
        for (var current = place; current.Length > 0; current = Container(current))
        {
            if (_reasons.TryGetValue((rule, current), out var reason))
                return reason;
        }
        return _reasons.GetValueOrDefault((rule, ""));
    }

    private static string Container(string place)
    {
        // Constructors are called "..ctor".
        var end = place.LastIndexOf('.');
        return end <= 0 ? "" : place[..end].TrimEnd('.');
    }

    private void Collect(CustomAttributeHandleCollection attributes, string place)
    {
        foreach (var handle in attributes)
        {
            var attribute = _metadata.GetCustomAttribute(handle);
            if (attribute.Constructor.Kind == HandleKind.MemberReference
                && MetadataNames.Of(_metadata, _metadata.GetMemberReference((MemberReferenceHandle)attribute.Constructor).Parent) == Attribute)
            {
                Read(_metadata.GetBlobReader(attribute.Value), place);
            }
        }
    }

    /// <summary>Reads category, rule and the named strings of the attribute; ECMA-335 II.23.3.</summary>
    private void Read(BlobReader value, string place)
    {
        const ushort Prolog = 1;
        if (value.ReadUInt16() != Prolog)
            return;
        _ = value.ReadSerializedString();
        var rule = value.ReadSerializedString()?.Split(':')[0];
        var named = new Dictionary<string, string?>();
        for (int count = value.ReadUInt16(); count > 0; count--)
        {
            _ = value.ReadByte();
            if (value.ReadSerializationTypeCode() != SerializationTypeCode.String)
                return;
            named[value.ReadSerializedString() ?? ""] = value.ReadSerializedString();
        }
        if (rule is null || !named.TryGetValue("Justification", out var reason) || !AnalyzerLog.IsJustification(reason))
            return;
        _reasons[(rule, place.Length == 0 ? Target(named.GetValueOrDefault("Target")) : place)] = reason!;
    }

    /// <summary>A suppression on the assembly names its target as <c>~M:Acme.Reports.Ticker.Start(System.Int32)</c>.</summary>
    private static string Target(string? target)
    {
        if (target is null)
            return "";
        var name = target[(target.IndexOf(':', StringComparison.Ordinal) + 1)..].Split('(')[0].Replace("#", ".", StringComparison.Ordinal);
        return string.Join('.', name.Split('.').Select(static part => part.Split('`')[0]));
    }
}
