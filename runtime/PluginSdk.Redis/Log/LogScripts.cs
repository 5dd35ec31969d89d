namespace PluginSdk.Redis;

/// <summary>
/// The scripts of the log. Four keys: its state (a hash: <c>seq</c> and <c>stamp</c> of the newest entry, <c>birth</c>, the
/// stamp of the empty log, <c>turned</c>, when it last turned over, and <c>keep</c>, up to where the turn before that had
/// come), the stream, whose ids are <c>sequence-stamp</c>, and two hashes from the ids of appends to their places, this
/// turn's and the last one's. Once per retention the log turns over: what was there two turns ago is dropped, so that
/// entries and ids stay for one to two retentions, and nothing is looked at one by one. The newest entry always stays: it is
/// the place of every reader that is up to date.
/// </summary>
internal static class LogScripts
{
    /// <summary>
    /// Defines <c>log_state(k, fresh)</c>: the state under <c>KEYS[k]</c>, made anew with the stamp <c>fresh</c> if there is
    /// none. What is left of a log that lost its state (evicted, restored in part) is not the same log any more.
    /// </summary>
    private const string StateFunction =
        """
        local function now_ms()
          local time = redis.call('TIME')
          return time[1] * 1000 + math.floor(time[2] / 1000)
        end
        local function log_state(k, fresh)
          local state = redis.call('HMGET', KEYS[k], 'seq', 'stamp', 'birth', 'turned', 'keep')
          if state[1] then return state end
          redis.call('DEL', KEYS[k + 1], KEYS[k + 2], KEYS[k + 3])
          state = { '0', fresh, fresh, string.format('%.0f', now_ms()), '0' }
          redis.call('HSET', KEYS[k], 'seq', state[1], 'stamp', state[2], 'birth', state[3], 'turned', state[4], 'keep', state[5])
          return state
        end

        """;

    /// <summary>
    /// Defines <c>append_to_log(k, a)</c> for scripts that append in the same step as something else:
    /// <see cref="RedisLogAppend.Keys"/> start at <c>KEYS[k]</c> and <see cref="RedisLogAppend.ArgumentsOf"/> at
    /// <c>ARGV[a]</c>; it returns the entry's place as text, for <see cref="RedisLogAppend.ParsePosition"/>. Whoever calls it
    /// has asked <c>log_position(k, a)</c> before, which tells the place of an id that is in the log already (false if it is
    /// not): then neither the append nor the script's other half is done again.
    /// </summary>
    public const string AppendFunction = StateFunction +
        """
        local function log_position(k, a)
          return redis.call('HGET', KEYS[k + 2], ARGV[a + 1]) or redis.call('HGET', KEYS[k + 3], ARGV[a + 1])
        end
        local function log_turn_over(k, state, retention)
          local now = now_ms()
          local turned = tonumber(state[4])
          if now >= turned and now - turned < retention then return end
          if state[5] ~= '0' then redis.call('XTRIM', KEYS[k + 1], 'MINID', state[5]) end
          if redis.call('EXISTS', KEYS[k + 2]) == 1 then
            redis.call('RENAME', KEYS[k + 2], KEYS[k + 3])
          else
            redis.call('DEL', KEYS[k + 3])
          end
          redis.call('HSET', KEYS[k], 'turned', string.format('%.0f', now), 'keep', state[1])
        end
        local function append_to_log(k, a)
          local state = log_state(k, ARGV[a + 2])
          local channel, id, stamp, topic, payload = ARGV[a], ARGV[a + 1], ARGV[a + 2], ARGV[a + 3], ARGV[a + 4]
          log_turn_over(k, state, tonumber(ARGV[a + 5]))
          local seq = string.format('%.0f', tonumber(state[1]) + 1)
          local place = seq .. '-' .. stamp
          redis.call('XADD', KEYS[k + 1], 'MAXLEN', '~', ARGV[a + 6], place, 'i', id, 't', topic, 'p', payload)
          redis.call('HSET', KEYS[k], 'seq', seq, 'stamp', stamp)
          redis.call('HSET', KEYS[k + 2], id, place)
          redis.call('SPUBLISH', channel, place .. ' ' .. state[2] .. ' ' .. #id .. ' ' .. #topic .. '\n' .. id .. topic .. payload)
          return place
        end

        """;

    /// <summary>ARGV: the channel. Announces nothing.</summary>
    public const string Announce =
        """
        return redis.call('SPUBLISH', ARGV[1], '')
        """;

    public const string Append = AppendFunction +
        """
        return log_position(1, 1) or append_to_log(1, 1)
        """;

    /// <summary>ARGV: a fresh stamp. Returns the place of the newest entry.</summary>
    public const string Tail = StateFunction +
        """
        local state = log_state(1, ARGV[1])
        return state[1] .. '-' .. state[2]
        """;

    /// <summary>
    /// ARGV: a fresh stamp, the reader's place, how many entries at most. Returns whether the place is in the log, the place
    /// of the newest entry, and what comes after the reader's place.
    /// </summary>
    public const string Read = StateFunction +
        """
        local state = log_state(1, ARGV[1])
        local tail = state[1] .. '-' .. state[2]
        local place, most = ARGV[2], tonumber(ARGV[3])
        if place == tail then return { 1, tail, {} } end
        if place == '0-0' or place == '0-' .. state[3] then
          local entries = redis.call('XRANGE', KEYS[2], '-', '+', 'COUNT', most)
          if (entries[1] and string.sub(entries[1][1], 1, 2) == '1-') or state[1] == '0' then return { 1, tail, entries } end
          return { 0, tail, {} }
        end
        local entries = redis.call('XRANGE', KEYS[2], place, '+', 'COUNT', most + 1)
        if not entries[1] or entries[1][1] ~= place then return { 0, tail, {} } end
        table.remove(entries, 1)
        return { 1, tail, entries }
        """;
}
