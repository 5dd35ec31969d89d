namespace PluginSdk.Redis;

/// <summary>
/// The scripts of the value store. A cache has one key with its generation (8 bytes, moved by the removal of all), its
/// epoch (8 bytes, moved by the removal of a tag) and the life of the server in which it was made (8, see <see cref="ServerLife"/>):
/// a server that starts again may have lost what was removed last, so no generation outlives it. A key of the cache holds either a ticket, <c>T</c> stamp generation epoch,
/// or a value, <c>V</c> generation stamp expiry tags payload (<see cref="ValueFormat"/>). A value counts while its generation is
/// the cache's; a ticket while generation and epoch are. Whatever removes or replaces what is under a key thereby takes back
/// the ticket, and a stamp or generation that Redis lost (evicted, restarted empty) never comes again: all are random. A tag
/// is a sorted set of keys by expiry. KEYS[1] is the cache's key, KEYS[2] the first value's.
/// </summary>
internal static class ValueScripts
{
    private const string Functions = ServerLife.Function +
        """
        local function value_now()
          local time = redis.call('TIME')
          return time[1] * 1000 + math.floor(time[2] / 1000)
        end
        local function is_current(g, known)
          local life = string.sub(g, 17, 24)
          return (known ~= '' and life == known) or life == server_life()
        end
        local function new_generation(fresh)
          local g = string.sub(fresh, 1, 16) .. server_life()
          redis.call('SET', KEYS[1], g)
          return g
        end
        local function generation(fresh)
          local g = redis.call('GET', KEYS[1])
          if g and is_current(g, string.sub(fresh, 17)) then return g end
          return new_generation(fresh)
        end
        local function counts(v, g)
          return v and g and string.sub(v, 1, 1) == 'V' and string.sub(v, 2, 9) == string.sub(g, 1, 8)
        end
        local function payload(v)
          return string.sub(v, 36 + tonumber(string.sub(v, 34, 35), 16))
        end
        local function holds(kind, expected)
          if kind == '0' then return true end
          local v, g = redis.call('GET', KEYS[2]), redis.call('GET', KEYS[1])
          local found = g and is_current(g, '') and counts(v, g)
          if kind == '1' then return not found end
          if kind == '2' then return found end
          return found and payload(v) == expected
        end
        local function store(g, stamp, life, forgotten, tags, bytes, first_tag, tag_count)
          local now, expiry = value_now(), 0
          life = tonumber(life)
          if life > 0 then expiry = now + life end
          local text = string.format('%016.0f', expiry)
          redis.call('SET', KEYS[2], 'V' .. string.sub(g, 1, 8) .. stamp .. text .. tags .. bytes, 'PX', life > 0 and life or forgotten)
          for i = first_tag, first_tag + tag_count - 1 do
            redis.call('ZREMRANGEBYSCORE', KEYS[i], '-inf', '(' .. string.format('%.0f', now))
            redis.call('ZADD', KEYS[i], string.format('%.0f', now + (life > 0 and life or tonumber(forgotten))), KEYS[2])
          end
        end

        """;

    /// <summary>
    /// ARGV: a fresh generation, epoch and the known life, a fresh stamp, the ticket's life. Returns the engine's time and the value, or the
    /// time, the ticket's stamp, its remaining life and whether it is new; the generation and epoch at the end.
    /// </summary>
    public const string Claim = Functions +
        """
        local g = generation(ARGV[1])
        local now = string.format('%.0f', value_now())
        local v = redis.call('GET', KEYS[2])
        if counts(v, g) then
          if is_current(g, '') then return { now, v, g } end
          g = new_generation(ARGV[1])
        end
        if v and string.sub(v, 1, 1) == 'T' and string.sub(v, 10, 33) == g then
          return { now, string.sub(v, 2, 9), redis.call('PTTL', KEYS[2]), 0, g }
        end
        redis.call('SET', KEYS[2], 'T' .. ARGV[2] .. g, 'PX', ARGV[3])
        return { now, ARGV[2], tonumber(ARGV[3]), 1, g }
        """;

    /// <summary>ARGV: the ticket's stamp and epoch, its new life.</summary>
    public const string Extend =
        """
        local g = redis.call('GET', KEYS[1])
        if not g or string.sub(g, 9, 16) ~= ARGV[2] or redis.call('GET', KEYS[2]) ~= 'T' .. ARGV[1] .. g then return 0 end
        return redis.call('PEXPIRE', KEYS[2], ARGV[3])
        """;

    private const string FillFunction = Functions +
        """
        local function fill(first_tag)
          local g = redis.call('GET', KEYS[1])
          if not g or string.sub(g, 9, 16) ~= ARGV[2] then return 0 end
          local v = redis.call('GET', KEYS[2])
          local claimed = v == 'T' .. ARGV[1] .. g
          if not claimed and (ARGV[4] == '0' or not counts(v, g) or string.sub(v, 10, 17) ~= ARGV[1]) then return 0 end
          if ARGV[4] == '1' then
            store(g, ARGV[3], ARGV[5], ARGV[6], ARGV[7], ARGV[8], first_tag, tonumber(ARGV[9]))
          else
            redis.call('DEL', KEYS[2])
          end
          return 1
        end

        """;

    /// <summary>
    /// KEYS: cache, value, the tags'. ARGV: the ticket's stamp and epoch, a fresh stamp; 1 to store, 0 to take the ticket
    /// in; life, the life of what does not expire, tags, payload, number of tags.
    /// </summary>
    public const string Fill = FillFunction +
        """
        return fill(3)
        """;

    /// <summary>As <see cref="Fill"/>, with the log's four before the tags' and the announcement's at the end.</summary>
    public const string FillAndAnnounce = LogScripts.AppendFunction + FillFunction +
        """
        if log_position(3, 10) then return 1 end
        local filled = fill(7)
        if filled == 1 then append_to_log(3, 10) end
        return filled
        """;

    /// <summary>The server's time in milliseconds.</summary>
    public const string Time =
        """
        local time = redis.call('TIME')
        return string.format('%.0f', time[1] * 1000 + math.floor(time[2] / 1000))
        """;

    /// <summary>
    /// KEYS: cache, value, the log's four, the tags'. ARGV: a fresh generation, epoch and the known life, a fresh stamp, condition, what it
    /// compares with, life, the life of what does not expire, tags, payload, number of tags; the announcement's. Returns its place, or false.
    /// </summary>
    public const string Put = LogScripts.AppendFunction + Functions +
        """
        local done = log_position(3, 10)
        if done then return done end
        if not holds(ARGV[3], ARGV[4]) then return false end
        store(generation(ARGV[1]), ARGV[2], ARGV[5], ARGV[6], ARGV[7], ARGV[8], 7, tonumber(ARGV[9]))
        return append_to_log(3, 10)
        """;

    /// <summary>KEYS: cache, the values', the log's four. ARGV: condition, what it compares with, number of values; the announcement's.</summary>
    public const string RemoveIf = LogScripts.AppendFunction + Functions +
        """
        local function may_remove() return holds(ARGV[1], ARGV[2]) end

        """ + RemoveBody;

    /// <summary>As <see cref="RemoveIf"/>, without condition: it is what is called most, and needs least.</summary>
    public const string Remove = LogScripts.AppendFunction +
        """
        local function may_remove() return true end

        """ + RemoveBody;

    private const string RemoveBody =
        """
        local count = tonumber(ARGV[3])
        local done = log_position(2 + count, 4)
        if done then return done end
        if not may_remove() then return false end
        for i = 2, 1 + count do redis.call('UNLINK', KEYS[i]) end
        return append_to_log(2 + count, 4)
        """;

    /// <summary>KEYS: cache, the log's four. ARGV: a fresh generation and epoch; the announcement's.</summary>
    public const string RemoveAll = LogScripts.AppendFunction + Functions +
        """
        local done = log_position(2, 2)
        if done then return done end
        new_generation(ARGV[1])
        return append_to_log(2, 2)
        """;

    /// <summary>
    /// KEYS: cache, the log's four, the tag's. ARGV: a fresh generation and epoch; the announcement's. A server that evicts keys
    /// that do not expire may have evicted the tag's set while its values are still there: then all of the cache go.
    /// </summary>
    public const string RemoveTag = LogScripts.AppendFunction + Functions +
        """
        local done = log_position(2, 2)
        if done then return done end
        local g = redis.call('GET', KEYS[1])
        local memory = redis.call('EXISTS', KEYS[6]) == 0 and redis.pcall('INFO', 'memory')
        local may_be_evicted = memory and (type(memory) ~= 'string' or string.find(memory, 'maxmemory_policy:allkeys'))
        if not g or may_be_evicted then
          new_generation(ARGV[1])
        else
          redis.call('SET', KEYS[1], string.sub(g, 1, 8) .. string.sub(ARGV[1], 9, 16) .. string.sub(g, 17, 24))
        end
        for _, key in ipairs(redis.call('ZRANGE', KEYS[6], 0, -1)) do redis.call('UNLINK', key) end
        redis.call('UNLINK', KEYS[6])
        return append_to_log(2, 2)
        """;
}
