using Microsoft.CodeAnalysis;

namespace PluginSdk.Generators.Diagnostics;

/// <summary>PSDK00x: what holds for every annotated class and member.</summary>
internal static class GeneralRules
{
    private const string Category = "PluginSdk.General";

    public static readonly DiagnosticDescriptor PluginKey = Rule.Error(
        "PSDK001", Category, "A plugin needs a key",
        "The plugin key '{0}' must be lower-case letters and digits in parts that a '.' or '-' separates, beginning with a letter, at most 100 characters. Set <PluginKey>acme.reports</PluginKey> in the project file.",
        Rule.WholeCompilation);

    public static readonly DiagnosticDescriptor NotPartial = Rule.Error(
        "PSDK002", Category, "An annotated declaration must be partial",
        "'{0}' must be partial, so that the generator can complete it. Add the modifier 'partial'.");

    public static readonly DiagnosticDescriptor NoCluster = Rule.Error(
        "PSDK003", Category, "An annotated class needs its cluster",
        "'{0}' has no ICluster, which '{1}' works on. Take one in the constructor: 'class {0}(ICluster cluster)', or keep an ICluster or IPluginContext in a field.");

    public static readonly DiagnosticDescriptor GenericClass = Rule.Error(
        "PSDK004", Category, "A generic class cannot declare this",
        "'{0}' cannot be declared in the generic class '{1}': each construction of the class would declare the same name again. Move it to a class without type parameters.");

    public static readonly DiagnosticDescriptor ScopedDependency = Rule.Error(
        "PSDK005", Category, "An annotated class lives as long as its node",
        "'{0}' is one instance for each node, but its constructor takes the scoped service '{1}'. Take '{1}' as a parameter of the loader, job or handler instead: they run in a scope of their own.",
        Rule.WholeCompilation);

    public static readonly DiagnosticDescriptor WrongContainer = Rule.Error(
        "PSDK006", Category, "This type cannot declare cluster members",
        "'{0}' cannot declare '{1}', because it is {2}. Declare it in a class that is public or internal.");

    public static readonly DiagnosticDescriptor InvalidName = Rule.Error(
        "PSDK007", Category, "A name within the plugin must be usable",
        "The name '{0}' of '{1}' {2}. Use 1 to {3} printable ASCII characters without spaces at the ends.");

    public static readonly DiagnosticDescriptor ParameterNotProvided = Rule.Error(
        "PSDK008", Category, "Nothing can provide this parameter",
        "Nothing provides the parameter '{0}' of type '{1}' of '{2}'. It takes {3}, a CancellationToken and services, which are classes or interfaces.");

    public static readonly DiagnosticDescriptor Inaccessible = Rule.Error(
        "PSDK009", Category, "The manifest must be able to call this",
        "'{0}' is called by the generated manifest and must be accessible in its assembly. Make it internal or public.");
}
