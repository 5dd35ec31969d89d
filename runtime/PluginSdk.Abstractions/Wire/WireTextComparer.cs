namespace PluginSdk.Wire;

/// <summary>Ordinal equality, with the hashes that the runtime makes with a random number of this process.</summary>
/// <remarks>A type of its own, because collections that see <see cref="StringComparer.Ordinal"/> replace it by hashes without it.</remarks>
internal sealed class WireTextComparer : IEqualityComparer<string>
{
    public static readonly WireTextComparer Instance = new();

    public bool Equals(string? x, string? y) => string.Equals(x, y, StringComparison.Ordinal);

    public int GetHashCode(string text) => text.GetHashCode();
}
