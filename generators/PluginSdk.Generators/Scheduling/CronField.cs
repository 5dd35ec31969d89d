namespace PluginSdk.Generators.Scheduling;

/// <summary>One field of a cron expression: which values it takes, and how it may be written.</summary>
/// <param name="name">What messages call it.</param>
/// <param name="first">The smallest value.</param>
/// <param name="last">The greatest value.</param>
/// <param name="names">Names of the values, at their index.</param>
internal sealed class CronField(string name, int first, int last, string[]? names = null)
{
    private const string DayOfMonth = "day of month";
    private const string DayOfWeek = "day of week";

    /// <summary>What is wrong with the text of the field, or null.</summary>
    public string? Problem(string text)
    {
        var cursor = new Cursor(text);
        return Accept(cursor) && cursor.AtEnd ? null : $"'{text}' is no {name} ({first} to {last})";
    }

    private bool Accept(Cursor cursor)
    {
        if (cursor.Take('*') || cursor.Take('?'))
            return !cursor.Take('/') || Step(cursor);
        if (name == DayOfMonth && cursor.Take('L'))
            return LastDay(cursor);
        if (!Value(cursor))
            return false;
        if (name == DayOfMonth && cursor.Take('W'))
            return true;
        if (name == DayOfWeek && cursor.Take('L'))
            return true;
        if (name == DayOfWeek && cursor.Take('#'))
            return cursor.Number() is >= 1 and <= 5;
        if (!RestOfRange(cursor))
            return false;
        while (cursor.Take(','))
        {
            if (!Value(cursor) || !RestOfRange(cursor))
                return false;
        }

        return true;
    }

    /// <summary><c>L</c>, <c>L-3</c>, <c>LW</c>, <c>L-3W</c>.</summary>
    private bool LastDay(Cursor cursor)
    {
        if (cursor.Take('-') && !(cursor.Number() <= last - 1))
            return false;
        cursor.Take('W');
        return true;
    }

    /// <summary>What may follow a value: <c>-20</c>, <c>/5</c> or <c>-20/5</c>. A range may run over the end, as 22-2.</summary>
    private bool RestOfRange(Cursor cursor) =>
        (!cursor.Take('-') || Value(cursor)) && (!cursor.Take('/') || Step(cursor));

    private bool Step(Cursor cursor) => cursor.Number() is { } step && step >= 1 && step <= last;

    private bool Value(Cursor cursor)
    {
        var value = cursor.Number() ?? (names is null ? null : cursor.Name(names));
        return value is { } number && number >= first && number <= last;
    }

    /// <summary>Reads the text of a field from left to right, without regard to case.</summary>
    private sealed class Cursor(string text)
    {
        private int _position;

        public bool AtEnd => _position == text.Length;

        public bool Take(char expected)
        {
            if (AtEnd || char.ToUpperInvariant(text[_position]) != expected)
                return false;
            _position++;
            return true;
        }

        /// <summary>A number of at most two digits.</summary>
        public int? Number()
        {
            var start = _position;
            var number = 0;
            while (!AtEnd && text[_position] is >= '0' and <= '9')
                number = (number * 10) + (text[_position++] - '0');
            return _position - start is 1 or 2 ? number : null;
        }

        public int? Name(string[] names)
        {
            if (text.Length - _position < 3)
                return null;
            var index = Array.FindIndex(names, candidate => string.Equals(candidate, text.Substring(_position, 3), StringComparison.OrdinalIgnoreCase));
            _position += 3;
            return index < 0 ? null : index;
        }
    }
}
