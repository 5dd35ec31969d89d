namespace PluginSdk.Runtime.Caching;

/// <summary>Who waits for the next word of the log on a key.</summary>
internal sealed class KeyWords<TKey>
    where TKey : notnull
{
    private readonly Lock _gate = new();
    private readonly Dictionary<TKey, Word> _words = [];

    /// <summary>To be called before the question whose answer a word may make outdated, and disposed of after the waiting.</summary>
    public Listening Listen(IReadOnlyCollection<TKey> keys)
    {
        var listening = new Listening(this, keys);
        lock (_gate)
        {
            foreach (var key in keys)
            {
                if (!_words.TryGetValue(key, out var word))
                    _words.Add(key, word = new Word());
                word.Listeners.Add(listening);
            }
        }

        return listening;
    }

    /// <summary>Something was heard of a key.</summary>
    public void Say(TKey key)
    {
        Word? word;
        lock (_gate)
            _words.Remove(key, out word);
        word?.Say();
    }

    /// <summary>Something was heard that may concern any key.</summary>
    public void SayAll()
    {
        Word[] words;
        lock (_gate)
        {
            words = [.. _words.Values];
            _words.Clear();
        }

        foreach (var word in words)
            word.Say();
    }

    private void End(Listening listening, IReadOnlyCollection<TKey> keys)
    {
        lock (_gate)
        {
            foreach (var key in keys)
            {
                if (_words.TryGetValue(key, out var word) && word.Listeners.Remove(listening) && word.Listeners.Count == 0)
                    _words.Remove(key);
            }
        }
    }

    /// <summary>One who waits.</summary>
    internal sealed class Listening(KeyWords<TKey> words, IReadOnlyCollection<TKey> keys) : IDisposable
    {
        private readonly TaskCompletionSource _heard = new(TaskCreationOptions.RunContinuationsAsynchronously);

        /// <summary>Ends with the first word on any of the keys.</summary>
        public Task Heard => _heard.Task;

        public void Hear() => _heard.TrySetResult();

        public void Dispose() => words.End(this, keys);
    }

    private sealed class Word
    {
        public HashSet<Listening> Listeners { get; } = [];

        public void Say()
        {
            foreach (var listening in Listeners)
                listening.Hear();
        }
    }
}
