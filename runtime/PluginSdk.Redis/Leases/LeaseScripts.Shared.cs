namespace PluginSdk.Redis;

/// <summary>
/// A shared lease is a hash: for each holder a field <c>h:owner</c> with <c>units⏎token⏎since⏎until⏎node⏎purpose</c>; beside
/// them who was told to ask (<c>offer</c>, <c>offer_until</c>) and what the first waiter lacked (<c>need</c>, <c>needs</c>), and how much there is for all (<c>capacity</c>). Only
/// the first of the queue is granted anything. It keeps its place until then, unless it does not react to being told.
/// </summary>
internal static partial class LeaseScripts
{
    private const string Shared = """
        local function used_until(lease, now)
          local used, soonest, node, all = 0, nil, '', redis.call('HGETALL', lease)
          for i = 1, #all, 2 do
            if string.sub(all[i], 1, 2) == 'h:' then
              local units, till, who = string.match(all[i + 1], '^(%d+)\n%d+\n%d+\n(%d+)\n([^\n]*)')
              till = tonumber(till)
              if till <= now then
                redis.call('HDEL', lease, all[i])
              else
                used = used + tonumber(units)
                node = who
                if not soonest or till < soonest then soonest = till end
              end
            end
          end
          return used, soonest, node
        end
        local function keep(lease, milliseconds)
          if redis.call('PTTL', lease) < milliseconds then redis.call('PEXPIRE', lease, milliseconds) end
        end
        local function reacted(lease, waiter)
          local told = redis.call('HMGET', lease, 'offer', 'need')
          if told[1] == waiter then redis.call('HDEL', lease, 'offer', 'offer_until') end
          if told[2] == waiter then redis.call('HDEL', lease, 'need', 'needs') end
        end
        local function first_of(lease, queue, now)
          while true do
            local first = redis.call('ZRANGE', queue, 0, 0)[1]
            if not first then return nil end
            local told = redis.call('HMGET', lease, 'offer', 'offer_until')
            if told[1] ~= first or tonumber(told[2]) > now then return first end
            redis.call('ZREM', queue, first)
            reacted(lease, first)
          end
        end
        local function call_next(lease, queue, channel, name, offer_ms, counts_receivers, now, free)
          while free > 0 do
            local first = first_of(lease, queue, now)
            if not first then return end
            local told = redis.call('HMGET', lease, 'offer', 'need', 'needs')
            if told[1] == first or (told[2] == first and tonumber(told[3]) > free) then return end
            if redis.call('PUBLISH', channel .. first, '0 ' .. name) > 0 or not counts_receivers then
              redis.call('HSET', lease, 'offer', first, 'offer_until', text(now + offer_ms * 1000))
              keep(lease, offer_ms + 1000)
              local second = redis.call('ZRANGE', queue, 1, 1)[1]
              if second then redis.call('PUBLISH', channel .. second, offer_ms .. ' ' .. name) end
              return
            end
            redis.call('ZREM', queue, first)
          end
        end

        """;

    /// <summary>
    /// Keys and arguments as <see cref="Acquire"/>, then capacity and units. Returns the same.
    /// </summary>
    public const string AcquireShared = Clock + Birth + Shared + """
        local lease, queue, clock = KEYS[1], KEYS[2], KEYS[3]
        local owner, duration, waiter, known = ARGV[1], tonumber(ARGV[2]), ARGV[4], ARGV[7]
        local channel, name, offer_ms, counts = ARGV[10], ARGV[11], tonumber(ARGV[12]), ARGV[13] == '1'
        local capacity, units = tonumber(ARGV[15]), tonumber(ARGV[16])
        local past = redis.call('HMGET', clock, 'fence', 'birth', 'grace', 'longest')
        local fence, birth, grace, longest = tonumber(past[1]) or 0, past[2], tonumber(past[3]) or 0, tonumber(past[4]) or 0
        if not birth then
          birth, grace, longest = bear(clock, owner, known, tonumber(ARGV[8]), ARGV[9] == '1', ARGV[14])
        elseif known ~= birth then
          grace = distrust(clock, birth, known, grace, tonumber(ARGV[8]))
        end
        local now = now_us()
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
          return {0, ticket, remaining, held, birth, longest}
        end

        local used, soonest, node = used_until(lease, now)
        local mine = redis.call('HGET', lease, 'h:' .. owner)
        if mine then
          local units_held, token, since, rest = string.match(mine, '^(%d+)\n(%d+)\n(%d+)\n%d+(\n.*)$')
          redis.call('HSET', lease, 'h:' .. owner, units_held .. '\n' .. token .. '\n' .. since .. '\n' .. text(now + duration * 1000) .. rest)
          keep(lease, duration)
          return grant(tonumber(token))
        end
        if now < grace then return refuse('empty', math.ceil((grace - now) / 1000)) end

        local first = first_of(lease, queue, now)
        if first and first ~= waiter then
          call_next(lease, queue, channel, name, offer_ms, counts, now, capacity - used)
          first = first_of(lease, queue, now)
        end
        local blocked = first and first ~= waiter
        if waiter ~= '' and not blocked then reacted(lease, waiter) end
        if blocked or used + units > capacity then
          local until_us = soonest or (now + offer_ms * 1000)
          local offered = tonumber(redis.call('HGET', lease, 'offer_until'))
          if offered and offered < until_us then until_us = offered end
          local held = used > 0 and owner .. '\n0\n0\n' .. node .. '\n' or ''
          local refused = refuse(held, math.max(1, math.ceil((until_us - now) / 1000)))
          if waiter ~= '' and not blocked and used > 0 then redis.call('HSET', lease, 'need', waiter, 'needs', units) end
          return refused
        end

        local token = math.max(fence + 1, now)
        redis.call('HSET', clock, 'fence', text(token))
        redis.call('HSET', lease, 'h:' .. owner, units .. '\n' .. text(token) .. '\n' .. text(now) .. '\n' .. text(now + duration * 1000) .. '\n' .. ARGV[3], 'capacity', capacity)
        keep(lease, duration)
        if ARGV[6] ~= '0' then
          redis.call('ZADD', queue, ARGV[6], waiter)
          redis.call('PEXPIRE', queue, duration + place_slack_ms)
        elseif first then
          redis.call('ZREM', queue, waiter)
        end
        call_next(lease, queue, channel, name, offer_ms, counts, now, capacity - used - units)
        return grant(token)
        """;

    /// <summary>Keys: lease, clock. Arguments: owner, duration, known birth, longest lease, birth channel. Returns 1 if it is still held.</summary>
    public const string RenewShared = Clock + Birth + Shared + """
        local now = now_us()
        used_until(KEYS[1], now)
        local mine = redis.call('HGET', KEYS[1], 'h:' .. ARGV[1])
        if mine then
          local before, rest = string.match(mine, '^(%d+\n%d+\n%d+\n)%d+(\n.*)$')
          redis.call('HSET', KEYS[1], 'h:' .. ARGV[1], before .. text(now + ARGV[2] * 1000) .. rest)
          keep(KEYS[1], tonumber(ARGV[2]))
          return 1
        end
        remember(KEYS[2], ARGV[1], ARGV[3], tonumber(ARGV[4]), ARGV[5])
        return 0
        """;

    /// <summary>
    /// Keys: lease, queue. Arguments: owner or waiter, channel prefix, name, offer life, counts receivers, <c>release</c> or
    /// <c>leave</c>. Returns 1 if it was held.
    /// </summary>
    public const string ReleaseShared = Clock + Shared + """
        local lease, queue, now, held = KEYS[1], KEYS[2], now_us(), 1
        used_until(lease, now)
        if ARGV[6] == 'release' then
          held = redis.call('HDEL', lease, 'h:' .. ARGV[1])
          if held == 0 then return 0 end
        else
          redis.call('ZREM', queue, ARGV[1])
          reacted(lease, ARGV[1])
        end
        local used = used_until(lease, now)
        local capacity = tonumber(redis.call('HGET', lease, 'capacity')) or 1
        call_next(lease, queue, ARGV[2], ARGV[3], tonumber(ARGV[4]), ARGV[5] == '1', now, capacity - used)
        if used == 0 and redis.call('EXISTS', queue) == 0 then redis.call('DEL', lease) end
        return held
        """;

    /// <summary>Keys: lease. Returns {now in microseconds, owner, holder, owner, holder …}.</summary>
    public const string InspectShared = Clock + Shared + """
        local now = now_us()
        used_until(KEYS[1], now)
        local found, all = {now}, redis.call('HGETALL', KEYS[1])
        for i = 1, #all, 2 do
          if string.sub(all[i], 1, 2) == 'h:' then
            found[#found + 1] = string.sub(all[i], 3)
            found[#found + 1] = all[i + 1]
          end
        end
        return found
        """;
}
