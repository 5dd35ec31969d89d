namespace PluginSdk.Packaging.Validation;

/// <summary>Looks for one kind of fault in a built assembly.</summary>
internal abstract class ValidationRule
{
    public abstract IEnumerable<Suspicion> Check(AssemblyModel assembly);

    /// <summary>The methods whose code a person is responsible for.</summary>
    protected static IEnumerable<MethodModel> AuthoredMethods(AssemblyModel assembly) =>
        assembly.Methods.Where(static method => !method.IsGenerated);
}
