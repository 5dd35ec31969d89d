using System.Threading.Channels;
using PluginSdk.Runtime.Engine;
using StackExchange.Redis;

namespace PluginSdk.Redis;

/// <summary>
/// Reads the log. Announcements that follow each other are handed out without asking anything. A gap, a pause or a
/// reconnection is settled by one question to the stream, which is also asked at a steady pace and so confirms that nothing
/// was missed. What the question answers counts; announcements only make it fast.
/// </summary>
internal sealed class RedisLogReader : ILogReader
{
    private const int AtMost = 512;
    private readonly RedisConnection _connection;
    private readonly RedisLogAppend _log;
    private readonly TimeProvider _time;
    private readonly ITimer _timer;
    // Bounded: what does not fit is missing, and then read back from the stream.
    private readonly Channel<RedisValue> _announced = Channel.CreateBounded<RedisValue>(
        new BoundedChannelOptions(4096) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });
    private ChannelMessageQueue? _subscription;
    private LogPosition? _place;
    private bool _mustAsk = true;
    private long _askedAt;
    private long _confirmedWhenBack;
    private long _confirmedAt;

    public RedisLogReader(RedisConnection connection, RedisLogAppend log, LogPosition? after)
    {
        _connection = connection;
        _log = log;
        _place = after;
        _time = connection.Options.TimeProvider;
        _timer = _time.CreateTimer(static reader => ((RedisLogReader)reader!).Wake(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public LogPosition Position => _place ?? LogPosition.Start;

    public long ConfirmedAt => Volatile.Read(ref _confirmedAt);

    public async ValueTask<LogRead> ReadAsync(CancellationToken cancellationToken)
    {
        if (_confirmedWhenBack > _confirmedAt)
            Volatile.Write(ref _confirmedAt, _confirmedWhenBack);
        if (_subscription is null)
            await SubscribeAsync(cancellationToken).ConfigureAwait(false);
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!_mustAsk && TakeAnnounced() is { } entries)
                return new LogRead(entries, Resync: false);
            var untilNextQuestion = LogPace.Confirmation - _time.GetElapsedTime(_askedAt);
            if (_mustAsk || untilNextQuestion <= TimeSpan.Zero)
                return await AskAsync(cancellationToken).ConfigureAwait(false);
            // Timers count whole milliseconds; rounding up never wakes too early.
            _timer.Change(TimeSpan.FromMilliseconds(Math.Ceiling(untilNextQuestion.TotalMilliseconds)), Timeout.InfiniteTimeSpan);
            await _announced.Reader.WaitToReadAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _timer.DisposeAsync().ConfigureAwait(false);
        _announced.Writer.TryComplete();
        if (_subscription is { } subscription)
            await subscription.UnsubscribeAsync(CommandFlags.FireAndForget).ConfigureAwait(false);
    }

    private async Task SubscribeAsync(CancellationToken cancellationToken)
    {
        var subscription = await _connection.RunAsync(
            database => database.Multiplexer.GetSubscriber().SubscribeAsync(_log.Channel), cancellationToken).ConfigureAwait(false);
        // The queue's own loop, not a handler per message: handlers run side by side and lose the order.
        subscription.OnMessage(message => _announced.Writer.TryWrite(message.Message));
        _subscription = subscription;
    }

    private void Wake() => _announced.Writer.TryWrite(RedisValue.Null);

    /// <summary>Takes what was announced as long as each entry follows the one before; a gap makes the reader ask.</summary>
    private List<LogEntry>? TakeAnnounced()
    {
        List<LogEntry>? entries = null;
        while ((entries?.Count ?? 0) < AtMost && _announced.Reader.TryRead(out var message))
        {
            if (message.IsNull)
                continue;
            if (LogAnnouncement.Parse(message) is not { } announcement)
            {
                _mustAsk = true;
                break;
            }

            var position = announcement.Entry.Position;
            if (position.Sequence <= Position.Sequence)
                continue;
            if (position.Sequence != Position.Sequence + 1 || announcement.StampBefore != Position.Stamp)
            {
                _mustAsk = true;
                break;
            }

            (entries ??= []).Add(announcement.Entry);
            _place = position;
        }

        return entries;
    }

    private async ValueTask<LogRead> AskAsync(CancellationToken cancellationToken)
    {
        // Until there is an answer; a question that failed is asked again at once.
        _mustAsk = true;
        var asked = _time.GetTimestamp();
        var script = _place is null ? LogScripts.Tail : LogScripts.Read;
        RedisValue[] arguments = _place is { } place ? [RedisLogAppend.NewStamp(), RedisLogAppend.Format(place), AtMost] : [RedisLogAppend.NewStamp()];
        var reply = await _connection.ScriptAsync(script, _log.Keys, arguments, cancellationToken).ConfigureAwait(false);
        _askedAt = asked;
        _mustAsk = false;
        if (_place is null)
            return Confirm(RedisLogAppend.ParsePosition((string)reply!), asked);

        var answer = (RedisResult[])reply!;
        var tail = RedisLogAppend.ParsePosition((string)answer[1]!);
        if ((int)answer[0] == 0)
        {
            _place = tail;
            _confirmedWhenBack = asked;
            return new LogRead([], Resync: true);
        }

        var found = (RedisResult[])answer[2]!;
        if (found.Length == 0)
            return Confirm(tail, asked);
        var entries = Array.ConvertAll(found, Decode);
        _place = entries[^1].Position;
        _mustAsk = _place != tail;
        if (!_mustAsk)
            _confirmedWhenBack = asked;
        return new LogRead(entries, Resync: false);
    }

    private LogRead Confirm(LogPosition tail, long asked)
    {
        _place = tail;
        Volatile.Write(ref _confirmedAt, asked);
        return new LogRead([], Resync: false);
    }

    private static LogEntry Decode(RedisResult entry)
    {
        var parts = (RedisResult[])entry!;
        // i, id, t, topic, p, payload: in the order in which the script adds them.
        var fields = (RedisValue[])parts[1]!;
        return new LogEntry(RedisLogAppend.ParsePosition((string)parts[0]!), RedisLogAppend.ParseId((string)fields[1]!), (string)fields[3]!, fields[5]);
    }
}
