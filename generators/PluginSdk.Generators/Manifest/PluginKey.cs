namespace PluginSdk.Generators.Manifest;

/// <summary>The rule that plugin keys follow; packaging has the same one, and a test holds the two against each other.</summary>
internal static class PluginKey
{
    private const int Longest = 100;

    public static bool IsValid(string? key) =>
        key is { Length: > 0 and <= Longest }
        && key[0] is >= 'a' and <= 'z'
        && key.All(IsAllowed)
        && !IsSeparator(key[key.Length - 1])
        && !key.Where((character, index) => index > 0 && IsSeparator(character) && IsSeparator(key[index - 1])).Any();

    /// <summary>The key of an application that has none of its own: its assembly's name, in the letters that keys are made of.</summary>
    public static string Of(string assembly)
    {
        var letters = new string([.. assembly.ToLowerInvariant().Select(character => IsAllowed(character) ? character : '-')]);
        var parts = letters.Split(['.', '-'], StringSplitOptions.RemoveEmptyEntries);
        var key = string.Join(letters.IndexOf('.') >= 0 ? "." : "-", parts);
        if (key.Length == 0 || key[0] is < 'a' or > 'z')
            key = "app" + (key.Length == 0 ? "" : "." + key);
        return key.Length <= Longest ? key : key.Substring(0, Longest).TrimEnd('.', '-');
    }

    private static bool IsAllowed(char character) => character is >= 'a' and <= 'z' or >= '0' and <= '9' || IsSeparator(character);

    private static bool IsSeparator(char character) => character is '.' or '-';
}
