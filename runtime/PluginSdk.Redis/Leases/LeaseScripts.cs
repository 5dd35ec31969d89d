namespace PluginSdk.Redis;

/// <summary>
/// The rules of leases on the server. A lease is a string <c>owner⏎token⏎since⏎node⏎purpose</c> that expires with it; an offer is
/// <c>offer⏎waiter</c> that expires after the offer's life. The queue is a sorted set of waiters by ticket. What outlives
/// a lease stands in one hash per cluster, the clock: the last token, the engine's birth, until when nothing is
/// granted after it, and the longest lease there was.
/// </summary>
internal static partial class LeaseScripts
{
    /// <summary>In place of a holder: nobody is granted anything yet, because the engine came up empty.</summary>
    public const string Empty = "empty";

    // Numbers above 2^46 lose digits in Lua's own conversion to text.
    private const string Clock = """
        local function now_us()
          local t = redis.call('TIME')
          return t[1] * 1000000 + t[2]
        end
        local function text(number) return string.format('%.0f', number) end

        """;

    /// <summary>
    /// An engine without a birth is new, or has lost its data. A node that remembers another birth knows which, and hears
    /// of every birth, so that it can say so at once. Where nobody says anything, an empty engine counts as new; a cautious
    /// one holds back unless the server has been up for longer than any lease and was never flushed.
    /// </summary>
    private const string Birth = """
        local function lost_nothing(longest_ms)
          local server = redis.pcall('INFO', 'server')
          local stats = redis.pcall('INFO', 'commandstats')
          if type(server) ~= 'string' or type(stats) ~= 'string' then return false end
          local uptime = tonumber(string.match(server, 'uptime_in_seconds:(%d+)'))
          return uptime ~= nil and (uptime - 1) * 1000 > longest_ms and not string.find(stats, 'cmdstat_flush')
        end
        local function bear(clock, stamp, known, longest_ms, cautious, channel)
          local now = now_us()
          local birth = text(now) .. ':' .. stamp
          local grace = 0
          if known ~= '' or (cautious and not lost_nothing(longest_ms)) then grace = now + longest_ms * 1000 end
          local longest = known ~= '' and longest_ms or 0
          redis.call('HSET', clock, 'birth', birth, 'grace', text(grace), 'longest', longest)
          redis.call('PUBLISH', channel, birth)
          return birth, grace, longest
        end
        local function born_at(birth) return tonumber(string.match(birth, '^%d+')) end
        local function distrust(clock, birth, known, grace, longest_ms)
          if known == '' or known == birth then return grace end
          -- Who remembers a later birth looks at older data than it knew: what was lost was lost just now.
          local lost_at = born_at(known) > born_at(birth) and now_us() or born_at(birth)
          local until_us = lost_at + longest_ms * 1000
          if until_us <= grace then return grace end
          redis.call('HSET', clock, 'grace', text(until_us))
          return until_us
        end
        local function remember(clock, stamp, known, longest_ms, channel)
          local past = redis.call('HMGET', clock, 'birth', 'grace')
          if past[1] then
            distrust(clock, past[1], known, tonumber(past[2]) or 0, longest_ms)
            return past[1]
          end
          return (bear(clock, stamp, known, longest_ms, false, channel))
        end

        """;

    /// <summary>Offers a free lease to the first waiter that listens, and tells the one after it when to look again.</summary>
    private const string Offer = """
        local function offer(lease, queue, channel, name, offer_ms, counts_receivers)
          while true do
            local waiter = redis.call('ZPOPMIN', queue)[1]
            if not waiter then return false end
            if redis.call('PUBLISH', channel .. waiter, '0 ' .. name) > 0 or not counts_receivers then
              redis.call('SET', lease, 'offer\n' .. waiter, 'PX', offer_ms)
              local second = redis.call('ZRANGE', queue, 0, 0)[1]
              if second then redis.call('PUBLISH', channel .. second, offer_ms .. ' ' .. name) end
              return true
            end
          end
        end

        """;

    /// <summary>
    /// Keys: lease, queue, clock. Arguments: owner, duration, description, waiter, ticket, next ticket, known birth, longest
    /// lease, cautious, channel prefix, name, offer life, counts receivers, birth channel.
    /// Returns the token, or token and birth where the caller does not know the birth, or {0, ticket, remaining, held, birth, longest},
    /// where held is <c>empty</c> while nothing is granted because the engine came up empty.
    /// </summary>
    public const string Acquire = Clock + Birth + Offer + """
        local lease, queue, clock = KEYS[1], KEYS[2], KEYS[3]
        local owner, duration, waiter, known = ARGV[1], tonumber(ARGV[2]), ARGV[4], ARGV[7]
        local past = redis.call('HMGET', clock, 'fence', 'birth', 'grace', 'longest')
        local fence, birth, grace, longest = tonumber(past[1]) or 0, past[2], tonumber(past[3]) or 0, tonumber(past[4]) or 0
        if not birth then
          birth, grace, longest = bear(clock, owner, known, tonumber(ARGV[8]), ARGV[9] == '1', ARGV[14])
        elseif known ~= birth then
          grace = distrust(clock, birth, known, grace, tonumber(ARGV[8]))
        end
        local now = now_us()

        -- A place outlives what stands in its way by this; a waiter that lives takes it again when it polls.
        local place_slack_ms = 60000

        local function grant(token)
          if duration > longest then redis.call('HSET', clock, 'longest', duration) end
          if known == birth and duration <= longest then return token end
          return {token, birth, math.max(duration, longest)}
        end
        local function refuse(held, remaining)
          local ticket = 0
          if waiter ~= '' then
            ticket = math.max(fence + 1, now)
            redis.call('HSET', clock, 'fence', text(ticket))
            redis.call('ZADD', queue, 'LT', ARGV[5] == '0' and text(ticket) or ARGV[5], waiter)
            redis.call('PEXPIRE', queue, remaining + place_slack_ms)
          end
          return {0, ticket, remaining, held or '', birth, longest}
        end

        local held = redis.call('GET', lease)
        if held and string.sub(held, 1, #owner + 1) == owner .. '\n' then
          redis.call('PEXPIRE', lease, duration)
          return grant(tonumber(string.match(held, '\n(%d+)')))
        end
        if now < grace then return refuse('empty', math.ceil((grace - now) / 1000)) end

        local offered = waiter ~= '' and held == 'offer\n' .. waiter
        if not held then
          local first = redis.call('ZRANGE', queue, 0, 0)[1]
          offered = first == waiter
          if first and not offered and offer(lease, queue, ARGV[10], ARGV[11], ARGV[12], ARGV[13] == '1') then
            held = redis.call('GET', lease)
            offered = held == 'offer\n' .. waiter
          end
        end
        if held and not offered then return refuse(held, math.max(1, redis.call('PTTL', lease))) end

        local token = math.max(fence + 1, now)
        redis.call('HSET', clock, 'fence', text(token))
        redis.call('SET', lease, owner .. '\n' .. text(token) .. '\n' .. text(now) .. '\n' .. ARGV[3], 'PX', duration)
        if ARGV[6] ~= '0' then
          redis.call('ZADD', queue, ARGV[6], waiter)
          redis.call('PEXPIRE', queue, duration + place_slack_ms)
        elseif offered then
          redis.call('ZREM', queue, waiter)
        end
        return grant(token)
        """;

    /// <summary>
    /// The short way of a caller without a place in the queue, on an engine whose life it knows: it takes a lease that nobody
    /// has and nobody waits for, or is refused by the holder. Keys: lease, queue, clock. Arguments: owner, duration, description, known birth.
    /// Returns as <see cref="Acquire"/>, or 0 where that one has to decide.
    /// </summary>
    public const string AcquireShort = """
        local past = redis.call('HMGET', KEYS[3], 'birth', 'fence', 'grace', 'longest')
        if past[1] ~= ARGV[4] then return 0 end
        local held = redis.call('GET', KEYS[1])
        if held then
          if string.sub(held, 1, #ARGV[1] + 1) == ARGV[1] .. '\n' then return 0 end
          return {0, 0, math.max(1, redis.call('PTTL', KEYS[1])), held, past[1], tonumber(past[4])}
        end
        local time = redis.call('TIME')
        local now = time[1] * 1000000 + time[2]
        if now < tonumber(past[3]) or tonumber(ARGV[2]) > tonumber(past[4]) or redis.call('EXISTS', KEYS[2]) == 1 then return 0 end
        local token = math.max((tonumber(past[2]) or 0) + 1, now)
        local text = string.format('%.0f', token)
        redis.call('HSET', KEYS[3], 'fence', text)
        redis.call('SET', KEYS[1], ARGV[1] .. '\n' .. text .. '\n' .. string.format('%.0f', now) .. '\n' .. ARGV[3], 'PX', ARGV[2])
        return token
        """;

    /// <summary>Keys: lease, clock. Arguments: owner, duration, known birth, longest lease, birth channel. Returns 1 if it is still held.</summary>
    public const string Renew = Clock + Birth + """
        local held = redis.call('GET', KEYS[1])
        if held and string.sub(held, 1, #ARGV[1] + 1) == ARGV[1] .. '\n' then
          redis.call('PEXPIRE', KEYS[1], ARGV[2])
          return 1
        end
        remember(KEYS[2], ARGV[1], ARGV[3], tonumber(ARGV[4]), ARGV[5])
        return 0
        """;

    /// <summary>Keys: clock. Arguments: stamp, known birth, longest lease, birth channel. Returns the birth.</summary>
    public const string Remember = Clock + Birth + """
        return remember(KEYS[1], ARGV[1], ARGV[2], tonumber(ARGV[3]), ARGV[4])
        """;

    /// <summary>Keys: lease, queue. Arguments: owner, channel prefix, name, offer life, counts receivers. Returns 1 if it was held.</summary>
    public const string Release = """
        local held = redis.call('GET', KEYS[1])
        if not held or string.sub(held, 1, #ARGV[1] + 1) ~= ARGV[1] .. '\n' then return 0 end
        if redis.call('EXISTS', KEYS[2]) == 0 then return redis.call('DEL', KEYS[1]) end

        """ + Offer + """
        if not offer(KEYS[1], KEYS[2], ARGV[2], ARGV[3], ARGV[4], ARGV[5] == '1') then redis.call('DEL', KEYS[1]) end
        return 1
        """;

    /// <summary>Keys: lease, queue. Arguments: waiter, channel prefix, name, offer life, counts receivers.</summary>
    public const string Leave = Offer + """
        redis.call('ZREM', KEYS[2], ARGV[1])
        if redis.call('GET', KEYS[1]) ~= 'offer\n' .. ARGV[1] then return 0 end
        if not offer(KEYS[1], KEYS[2], ARGV[2], ARGV[3], ARGV[4], ARGV[5] == '1') then redis.call('DEL', KEYS[1]) end
        return 1
        """;

    /// <summary>Keys: lease. Returns {lease, remaining milliseconds, now in microseconds}.</summary>
    public const string Inspect = Clock + """
        return {redis.call('GET', KEYS[1]), redis.call('PTTL', KEYS[1]), now_us()}
        """;
}
