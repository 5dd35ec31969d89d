using System.Collections.Concurrent;
using PluginSdk.Runtime.Engine;
using PluginSdk.Wire;

namespace PluginSdk.Runtime;

/// <summary>
/// Learns who has applied everything up to now: a node appends a question to the log, and whoever comes to it has applied
/// what stands before it and appends an answer.
/// </summary>
internal sealed class FeedConfirmations : IFeedSubscriber, IDisposable
{
    private const string Topic = "node/applied";

    private readonly ClusterMember _member;
    private readonly CancellationTokenSource _stopping = new();
    private readonly ConcurrentDictionary<long, Question> _questions = [];
    private readonly IDisposable _subscription;
    private long _lastNumber;

    public FeedConfirmations(ClusterMember member)
    {
        _member = member;
        _subscription = member.Feed.Subscribe(Topic, this);
    }

    /// <summary>Waits until every member has applied what is in the log now, at most for <paramref name="limit"/>.</summary>
    /// <returns>The members that have not said so.</returns>
    public async Task<IReadOnlyList<ClusterNode>> WaitForAllAsync(TimeSpan limit, CancellationToken cancellationToken)
    {
        var number = Interlocked.Increment(ref _lastNumber);
        var question = new Question(_member.Nodes.Current);
        _questions[number] = question;
        using var giveUp = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _stopping.Token);
        try
        {
            await Task.WhenAll(AskAsync(number, question, giveUp.Token), question.Answered.OnContext())
                .WaitAsync(limit, _member.Options.TimeProvider, giveUp.Token);
        }
        catch (TimeoutException)
        {
            // Whoever is missing is named.
        }
        finally
        {
            _questions.TryRemove(number, out _);
            giveUp.Cancel();
        }

        return question.Missing;
    }

    public void OnEntry(LogEntry entry)
    {
        var word = WireSerializer.Deserialize(Word.Codec, entry.Payload);
        if (word.Answerer.Length == 0)
            _ = AnswerAsync(word);
        else if (word.Asker == _member.Node.Id && _questions.TryGetValue(word.Number, out var question))
            question.Answer(word.Answerer);
    }

    /// <summary>Questions and answers may have been missed; who waits for them waits in vain, and learns who is missing.</summary>
    public void OnResync()
    {
    }

    public void Dispose()
    {
        _subscription.Dispose();
        _stopping.Cancel();
        _stopping.Dispose();
    }

    /// <summary>Who is a member is asked of the engine, after the question: who joins later begins behind it.</summary>
    private async Task AskAsync(long number, Question question, CancellationToken cancellationToken)
    {
        await AppendAsync(new Word(_member.Node.Id, number, ""), cancellationToken);
        var backoff = new Backoff(_member.Options.TimeProvider, _member.Options.Random);
        while (true)
        {
            try
            {
                question.Expect(await _member.ListNodesAsync(cancellationToken));
                return;
            }
            catch (EngineUnavailableException)
            {
                await backoff.PauseAsync(cancellationToken);
            }
        }
    }

    private async Task AnswerAsync(Word question)
    {
        try
        {
            await AppendAsync(question with { Answerer = _member.Node.Id }, _stopping.Token);
        }
        catch (OperationCanceledException)
        {
            // The node leaves; it serves nothing any more.
        }
    }

    private async Task AppendAsync(Word word, CancellationToken cancellationToken) =>
        await _member.Feed.AppendAsync(Topic, WireSerializer.Serialize(Word.Codec, word), cancellationToken);

    private sealed class Question(IReadOnlyList<ClusterNode> members)
    {
        private readonly TaskCompletionSource _answered = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly Lock _gate = new();
        private readonly HashSet<string> _answerers = [];
        private IReadOnlyList<ClusterNode> _missing = members;
        private bool _isComplete;

        public Task Answered => _answered.Task;

        public IReadOnlyList<ClusterNode> Missing
        {
            get
            {
                lock (_gate)
                    return _missing;
            }
        }

        /// <summary>These are all.</summary>
        public void Expect(IReadOnlyList<ClusterNode> members)
        {
            lock (_gate)
            {
                _isComplete = true;
                Note(members);
            }
        }

        public void Answer(string nodeId)
        {
            lock (_gate)
            {
                _answerers.Add(nodeId);
                Note(_missing);
            }
        }

        private void Note(IReadOnlyList<ClusterNode> expected)
        {
            _missing = [.. expected.Where(node => !_answerers.Contains(node.Id))];
            if (_isComplete && _missing.Count == 0)
                _answered.TrySetResult();
        }
    }

    /// <summary>A question, or with an answerer the answer to it.</summary>
    private sealed record Word(string Asker, long Number, string Answerer)
    {
        public static IWireCodec<Word> Codec { get; } = new WordCodec();

        private sealed class WordCodec : IWireCodec<Word>
        {
            public void Write(ref WireWriter writer, Word value)
            {
                writer.WriteArrayHeader(3);
                writer.WriteString(value.Asker);
                writer.WriteInt64(value.Number);
                writer.WriteString(value.Answerer);
            }

            public Word Read(ref WireReader reader)
            {
                var members = reader.ReadArrayHeader();
                var word = new Word(reader.ReadString(), reader.ReadInt64(), reader.ReadString());
                reader.Skip(members - 3);
                return word;
            }
        }
    }
}
