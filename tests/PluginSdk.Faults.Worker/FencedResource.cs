using StackExchange.Redis;

namespace PluginSdk.Faults.Worker;

/// <summary>What the lock guards, on a server that no test attacks: it refuses a smaller token than it has seen.</summary>
public sealed class FencedResource(IDatabase database)
{
    private const string ReadScript = """
        if tonumber(ARGV[1]) < tonumber(redis.call('GET', KEYS[1] .. ':fence') or '0') then return -1 end
        redis.call('SET', KEYS[1] .. ':fence', ARGV[1])
        return tonumber(redis.call('GET', KEYS[1]) or '0')
        """;

    private const string WriteScript = """
        if tonumber(ARGV[1]) < tonumber(redis.call('GET', KEYS[1] .. ':fence') or '0') then
          redis.call('INCR', KEYS[1] .. ':refused')
          return 0
        end
        if redis.call('LINDEX', KEYS[1] .. ':fences', -1) ~= ARGV[1] then redis.call('RPUSH', KEYS[1] .. ':fences', ARGV[1]) end
        redis.call('SET', KEYS[1] .. ':fence', ARGV[1])
        redis.call('SET', KEYS[1], ARGV[2])
        redis.call('INCR', KEYS[1] .. ':accepted')
        return 1
        """;

    /// <summary>Reading under the token too shuts out whoever had read before and writes later. -1: the token is too old.</summary>
    public async Task<long> ReadAsync(string key, long fencingToken) =>
        (long)await database.ScriptEvaluateAsync(ReadScript, [key], [fencingToken]);

    public async Task<bool> WriteAsync(string key, long fencingToken, long value) =>
        (bool)await database.ScriptEvaluateAsync(WriteScript, [key], [fencingToken, value]);
}
