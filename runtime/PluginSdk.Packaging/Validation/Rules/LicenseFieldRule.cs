namespace PluginSdk.Packaging.Validation;

/// <summary>A licence that is remembered is the licence of yesterday.</summary>
internal sealed class LicenseFieldRule : ValidationRule
{
    private const string License = "PluginSdk.PluginLicense";
    private const string State = "PluginSdk.LicenseState";

    public override IEnumerable<Suspicion> Check(AssemblyModel assembly)
    {
        var fields = assembly.Types.SelectMany(static type => type.Fields).Where(static field => field is { IsDeclared: true, IsConstant: false }).ToList();
        var typed = fields.Where(static field => IsLicense(field.Shape)).Select(static field => (field, Place: field.Member));
        var derived =
            from method in AuthoredMethods(assembly)
            from store in method.Steps.OfType<StoreStep>()
            where store.Value.Kind == FlowValueKind.Result && store.Value.Name.StartsWith($"{License}::", StringComparison.Ordinal)
            from field in fields
            where field.Key == store.Field
            select (field, Place: method.Member);
        return
            from kept in typed.Concat(derived)
            group kept.Place by kept.field into places
            let member = places.Key.Member
            select new Suspicion(PluginRules.LicenseField, member,
                $"{member} keeps the state of the licence, and a licence that changes is not seen there. Read IPluginContext.License where it is needed; it is always current.",
                [.. places]);
    }

    /// <summary>A function that asks for the licence later is right.</summary>
    private static bool IsLicense(TypeShape shape) =>
        shape.Name is License or State
        || (shape.Name is "System.Nullable`1" or "System.Lazy`1" or "System.Threading.Tasks.Task`1" && IsLicense(shape.Arguments[0]));
}
