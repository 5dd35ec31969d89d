namespace PluginSdk.Redis;

/// <summary>
/// The scripts of the record store. KEYS: the collection's hash, its expiry set, the version counter. Numbers in
/// microseconds need all 53 bits of a Lua number, so they travel as text and are written with <c>%.0f</c>.
/// </summary>
internal static class RecordScripts
{
    private const string Now =
        """
        local time = redis.call('TIME')
        local now = time[1] * 1000000 + time[2]
        """;

    public const string Time =
        $$"""
        {{Now}}
        return string.format('%.0f', now)
        """;

    public const string Get =
        $$"""
        {{Now}}
        local expiry = redis.call('ZSCORE', KEYS[2], ARGV[1])
        if expiry and tonumber(expiry) <= now then return false end
        return redis.call('HGET', KEYS[1], ARGV[1])
        """;

    public const string List =
        $$"""
        {{Now}}
        for _, key in ipairs(redis.call('ZRANGEBYSCORE', KEYS[2], '-inf', string.format('%.0f', now))) do
          redis.call('HDEL', KEYS[1], key)
          redis.call('ZREM', KEYS[2], key)
        end
        return { string.format('%.0f', now), redis.call('HGETALL', KEYS[1]) }
        """;

    /// <summary>
    /// ARGV: key, expected version, 1 to write or 0 to delete, value, life in µs or 0. Also sweeps a few records that have
    /// expired, so that a collection nobody lists does not grow; one whose records all expire is given an expiry as a whole.
    /// </summary>
    public const string CompareAndSet =
        $$"""
        {{Now}}
        for _, key in ipairs(redis.call('ZRANGEBYSCORE', KEYS[2], '-inf', string.format('%.0f', now), 'LIMIT', 0, 16)) do
          redis.call('HDEL', KEYS[1], key)
          redis.call('ZREM', KEYS[2], key)
        end
        local version = 0
        local expiry = redis.call('ZSCORE', KEYS[2], ARGV[1])
        if not expiry or tonumber(expiry) > now then
          local stored = redis.call('HGET', KEYS[1], ARGV[1])
          if stored then version = tonumber(string.sub(stored, 1, string.find(stored, ':', 1, true) - 1)) end
        end
        if version ~= tonumber(ARGV[2]) then
          return { 0, string.format('%.0f', version), string.format('%.0f', now) }
        end
        if ARGV[3] == '0' then
          redis.call('HDEL', KEYS[1], ARGV[1])
          redis.call('ZREM', KEYS[2], ARGV[1])
          return { 1, '0', string.format('%.0f', now) }
        end
        version = math.max(tonumber(redis.call('GET', KEYS[3]) or '0') + 1, now)
        local text = string.format('%.0f', version)
        redis.call('SET', KEYS[3], text)
        redis.call('HSET', KEYS[1], ARGV[1], text .. ':' .. ARGV[4])
        local life = tonumber(ARGV[5])
        if life > 0 then
          redis.call('ZADD', KEYS[2], string.format('%.0f', now + life), ARGV[1])
        else
          redis.call('ZREM', KEYS[2], ARGV[1])
        end
        if life > 0 and redis.call('ZCARD', KEYS[2]) == redis.call('HLEN', KEYS[1]) then
          local last = redis.call('ZRANGE', KEYS[2], -1, -1, 'WITHSCORES')
          local at = string.format('%.0f', math.ceil(tonumber(last[2]) / 1000) + 1000)
          redis.call('PEXPIREAT', KEYS[1], at)
          redis.call('PEXPIREAT', KEYS[2], at)
        else
          redis.call('PERSIST', KEYS[1])
          redis.call('PERSIST', KEYS[2])
        end
        return { 1, text, string.format('%.0f', now) }
        """;
}
