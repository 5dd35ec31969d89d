namespace PluginSdk.Wire.Tests;

/// <summary>The type matrix: who tests all of it is held against this list.</summary>
internal static class TestTypes
{
    /// <summary>The annotated types.</summary>
    public static IReadOnlyList<Type> All { get; } =
    [
        .. typeof(TestTypes).Assembly.GetTypes()
            .Where(type => type.Namespace == typeof(Types.Point).Namespace && type.IsDefined(typeof(ClusterSerializableAttribute), inherit: false)),
    ];
}
