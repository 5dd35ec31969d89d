namespace PluginSdk.Packaging.Validation;

/// <summary>A licence that is remembered is the licence of yesterday.</summary>
internal sealed class LicenseFieldRule : ValidationRule
{
    private const string License = "PluginSdk.PluginLicense";
    private const string State = "PluginSdk.LicenseState";

    public override IEnumerable<Finding> Check(AssemblyModel assembly)
    {
        var fields = assembly.Types.SelectMany(static type => type.Fields).Where(static field => field is { IsDeclared: true, IsConstant: false }).ToList();
        var typed = fields.Where(static field => field.Shape.Flatten().Any(static shape => shape.Name is License or State));
        var derived =
            from method in AuthoredMethods(assembly)
            from store in method.Steps.OfType<StoreStep>()
            where store.Value.Kind == FlowValueKind.Result && store.Value.Name.StartsWith($"{License}::", StringComparison.Ordinal)
            from field in fields
            where field.Key == store.Field
            select field;
        return typed.Concat(derived).Where(static field => !field.Owner.IsEnum).DistinctBy(static field => field.Key).Select(static field => Suspicion(
            PluginRules.LicenseField, field.Member,
            $"{field.Member} keeps the state of the licence, and a licence that changes is not seen there. Read IPluginContext.License where it is needed; it is always current."));
    }
}
