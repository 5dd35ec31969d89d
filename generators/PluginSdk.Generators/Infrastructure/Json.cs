using System.Globalization;
using System.Text;

namespace PluginSdk.Generators.Infrastructure;

/// <summary>A JSON string literal; the compiler's process has no JSON library that could be relied on.</summary>
internal static class Json
{
    public static string Of(string text)
    {
        var json = new StringBuilder(text.Length + 2).Append('"');
        foreach (var character in text)
        {
            if (character is '"' or '\\')
                json.Append('\\').Append(character);
            else if (char.IsControl(character) || char.IsSurrogate(character) || character is '\u2028' or '\u2029')
                json.Append("\\u").Append(((int)character).ToString("x4", CultureInfo.InvariantCulture));
            else
                json.Append(character);
        }

        return json.Append('"').ToString();
    }
}
