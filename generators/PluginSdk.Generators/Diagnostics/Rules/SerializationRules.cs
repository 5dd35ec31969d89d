using Microsoft.CodeAnalysis;

namespace PluginSdk.Generators.Diagnostics;

/// <summary>PSDK05x: what goes over the wire.</summary>
internal static class SerializationRules
{
    private const string Category = "PluginSdk.Serialization";

    public static readonly DiagnosticDescriptor NotSerializable = Rule.Error(
        "PSDK050", Category, "A type cannot be serialized",
        "{0} cannot go to other nodes, because {1}. It gets there by {2}. Carry the data that the others need instead, or mark the member with [IgnoreMember].");

    public static readonly DiagnosticDescriptor ForeignType = Rule.Error(
        "PSDK051", Category, "A type of another assembly does not say what its wire form is",
        "{0} is of type '{1}', which belongs to another assembly and {4}. It gets there by {2}. Copy what the others need into a record of your own{3}.");

    public static readonly DiagnosticDescriptor NeedsUnion = Rule.Error(
        "PSDK052", Category, "An interface or abstract class does not list its subtypes",
        "{0} is of type '{1}', of which no instance can be made. It gets there by {2}. List the subtypes on '{1}' with [Union(0, typeof(…))], or use one of them as the type.");

    public static readonly DiagnosticDescriptor Inaccessible = Rule.Error(
        "PSDK053", Category, "Generated code cannot name a type",
        "{0} is of type '{1}', which is private, protected or local to its file. It gets there by {2}. Make '{1}' internal.");

    public static readonly DiagnosticDescriptor NoConstructor = Rule.Error(
        "PSDK054", Category, "A type cannot be put together from its members",
        "'{1}' has no constructor, public or internal, whose parameters all have the name and type of a member or a default value. It gets there by {2}. Add one, or a constructor without parameters.");

    public static readonly DiagnosticDescriptor NotSent = Rule.Warning(
        "PSDK055", Category, "A member is not sent, because it could not be set",
        "{0} is not sent to other nodes, because {3}, or mark it with [IgnoreMember].");

    public static readonly DiagnosticDescriptor KeyConflict = Rule.Error(
        "PSDK056", Category, "The keys of members are not clear",
        "The keys of '{1}' are not clear: {3}. Give each member a [Key] of its own from 0 to 511, or [IgnoreMember], or none of them a key.");

    public static readonly DiagnosticDescriptor FormatterIgnored = Rule.Warning(
        "PSDK080", Category, "A generated codec does not use a formatter of MessagePack-CSharp",
        "{0} has [MessagePackFormatter], which generated codecs do not use, so that MessagePack-CSharp and the SDK write different bytes. Remove it, or let the type '{1}' implement IWireSerializable with a codec of your own.");

    public static readonly DiagnosticDescriptor BridgeMissing = Rule.Info(
        "PSDK081", Category, "MessagePack-CSharp is referenced without the bridge to generated codecs",
        "MessagePack-CSharp does not know the codecs of this project and writes its types in its own way. Reference PluginSdk.MessagePack (with the project SDK: <PluginSdkMessagePack>true</PluginSdkMessagePack>) to give it a resolver for them.",
        Rule.WholeCompilation);

    public static readonly DiagnosticDescriptor ContractNotWritten = Rule.Warning(
        "PSDK057", Category, "ClusterContracts.txt is missing or behind",
        "{0} Write it with 'dotnet build -p:UpdateClusterContracts=true' and check it in; it is what later versions are held against.",
        Rule.WholeCompilation);

    public static readonly DiagnosticDescriptor ContractBroken = Rule.Error(
        "PSDK058", Category, "A change breaks a rolling upgrade",
        "While nodes of two versions run, {0}. Take the change back, or, if the versions will never run side by side, accept it with 'dotnet build -p:UpdateClusterContracts=true'.",
        Rule.WholeCompilation);

    public static readonly DiagnosticDescriptor ContractOrder = Rule.Warning(
        "PSDK059", Category, "A change needs two deployments",
        "While nodes of two versions run, {0}. Accept it with 'dotnet build -p:UpdateClusterContracts=true'.",
        Rule.WholeCompilation);
}
