using PluginSdk.Runtime.Engine;
using StackExchange.Redis;

namespace PluginSdk.Redis;

/// <summary>
/// Renewals by <c>EVAL</c> on a connection of their own that threads of its own serve. The whole script goes along each
/// time: renewals are rare, and a second question to a server that has forgotten the script would need somebody to ask it.
/// </summary>
/// <param name="connection">The engine's connection.</param>
/// <param name="birth">What this node knows of the engine's life.</param>
/// <param name="script">The script that renews a lease of one kind.</param>
/// <param name="keyOf">The key of a lease.</param>
internal sealed class RedisLeaseRenewals(RedisConnection connection, EngineBirth birth, string script, Func<string, RedisKey> keyOf) : ILeaseRenewals
{
    public ILeaseRenewal Send(string name, string owner, TimeSpan duration)
    {
        var known = birth.Known;
        object[] request = [script, 2, keyOf(name), birth.Clock, owner, RedisLeaseStore.Milliseconds(duration), known.Id, birth.LongestLease(known), (string)birth.Channel!];
        try
        {
            return new Renewal(connection, connection.Undisturbed.ExecuteAsync("EVAL", request, CommandFlags.None));
        }
        catch (Exception e) when (RedisConnection.IsNoAnswer(e))
        {
            throw connection.Unavailable(e);
        }
    }

    private sealed class Renewal(RedisConnection connection, Task<RedisResult> answer) : ILeaseRenewal
    {
        public Task Answered => answer;

        public bool Read()
        {
            try
            {
                return (bool)answer.GetAwaiter().GetResult();
            }
            catch (Exception e) when (RedisConnection.IsNoAnswer(e))
            {
                throw connection.Unavailable(e);
            }
        }
    }
}
