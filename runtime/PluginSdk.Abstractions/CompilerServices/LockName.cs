using System.ComponentModel;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace PluginSdk.CompilerServices;

/// <summary>Makes the name of a lock out of a template and the values of parameters. Not meant to be called by hand.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class LockName
{
    private const int Longest = 255;
    private const int HashBytes = 16;

    /// <summary>
    /// The value in the invariant culture, with everything but letters, digits and <c>-._~</c> percent-escaped, so that a
    /// separator such as <c>/</c> keeps two lists of arguments apart. Null is a lone <c>%</c>, which no escape is.
    /// </summary>
    /// <typeparam name="T">The parameter's type.</typeparam>
    /// <param name="value">The parameter's value.</param>
    public static string Escape<T>(T value)
    {
        var text = value switch
        {
            // The general format of a time leaves out what two times may differ in.
            DateTime or DateTimeOffset or DateOnly or TimeOnly => ((IFormattable)value).ToString("O", CultureInfo.InvariantCulture),
            IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
            _ => value?.ToString(),
        };
        return text is null ? "%" : Uri.EscapeDataString(text);
    }

    /// <summary>
    /// The name as it is if a lock can have it; one that long arguments made too long keeps its beginning, and the rest is
    /// a hash of all of it.
    /// </summary>
    /// <param name="name">The name, with escaped values.</param>
    public static string Fit(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (name.Length <= Longest)
            return name;
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)).AsSpan(0, HashBytes));
        return $"{name.AsSpan(0, Longest - hash.Length - 1)}~{hash}";
    }
}
