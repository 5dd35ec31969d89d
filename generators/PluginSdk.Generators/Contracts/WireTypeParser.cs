namespace PluginSdk.Generators.Contracts;

/// <summary>Reads what <see cref="WireType.ToString"/> writes.</summary>
internal sealed class WireTypeParser
{
    private readonly string _text;
    private int _position;

    private WireTypeParser(string text) => _text = text;

    /// <summary>The type, or null where the text is none.</summary>
    public static WireType? Parse(string text)
    {
        var parser = new WireTypeParser(text);
        var type = parser.ReadType();
        return type is not null && parser._position == text.Length ? type : null;
    }

    private WireType? ReadType()
    {
        var type = Peek() switch
        {
            '[' => ReadParts(WireTypeKind.Sequence, ", ", ']', 1, 1),
            '{' => ReadParts(WireTypeKind.Map, ": ", '}', 2, 2),
            '(' => ReadParts(WireTypeKind.Tuple, ", ", ')', 1, int.MaxValue),
            _ => ReadName(),
        };
        while (type is not null && Peek() == '?')
        {
            _position++;
            type = new WireType(WireTypeKind.Nullable, "", [type]);
        }

        return type;
    }

    private WireType? ReadParts(WireTypeKind kind, string separator, char end, int fewest, int most)
    {
        _position++;
        var parts = new List<WireType>();
        while (true)
        {
            if (ReadType() is not { } part)
                return null;
            parts.Add(part);
            if (Peek() == end)
            {
                _position++;
                return parts.Count >= fewest && parts.Count <= most ? new WireType(kind, "", parts) : null;
            }

            if (string.CompareOrdinal(_text, _position, separator, 0, separator.Length) != 0)
                return null;
            _position += separator.Length;
        }
    }

    /// <summary>A name may be generic, and have anything between its angle brackets.</summary>
    private WireType? ReadName()
    {
        var start = _position;
        for (var depth = 0; _position < _text.Length; _position++)
        {
            var character = _text[_position];
            if (character == '<')
                depth++;
            else if (character == '>')
                depth--;
            else if (depth == 0 && character is '?' or ',' or ':' or ']' or '}' or ')' or ' ')
                break;
        }

        var name = _text.Substring(start, _position - start);
        if (name.Length == 0)
            return null;
        return name.IndexOf('.') < 0 && WireScalars.IsName(name) ? WireType.Scalar(name) : WireType.Named(name);
    }

    private char Peek() => _position < _text.Length ? _text[_position] : '\0';
}
