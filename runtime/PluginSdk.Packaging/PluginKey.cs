namespace PluginSdk.Packaging;

/// <summary>The rule that a plugin's key follows, because keys name folders, store keys and log fields on every platform.</summary>
public static class PluginKey
{
    /// <summary>The most characters a key may have.</summary>
    public const int MaxLength = 100;

    /// <summary>The rule in words, for messages.</summary>
    public const string Rule = "lower-case letters and digits in parts that a '.' or '-' separates, beginning with a letter, at most 100 characters, such as acme.reports";

    /// <summary>Says whether <paramref name="key"/> follows <see cref="Rule"/>.</summary>
    /// <param name="key">The key to look at.</param>
    public static bool IsValid(string? key)
    {
        if (key is null or { Length: 0 or > MaxLength } || !char.IsAsciiLetterLower(key[0]))
            return false;
        for (var i = 1; i < key.Length; i++)
        {
            var separator = key[i] is '.' or '-';
            if (!separator && !char.IsAsciiLetterLower(key[i]) && !char.IsAsciiDigit(key[i]))
                return false;
            if (separator && (i == key.Length - 1 || key[i - 1] is '.' or '-'))
                return false;
        }
        return true;
    }
}
