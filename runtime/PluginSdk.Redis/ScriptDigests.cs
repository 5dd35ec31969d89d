using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace PluginSdk.Redis;

/// <summary>
/// The names under which servers know our scripts: SHA-1, as <c>EVALSHA</c> has it. A script is looked up by reference,
/// since hashing its text would cost each call more than the rest of the call does.
/// </summary>
internal static class ScriptDigests
{
    private static readonly ConcurrentDictionary<string, byte[]> s_digests = new(ReferenceEqualityComparer.Instance);

    /// <summary>The digest of a script, which is a constant or lives as long as the process: it is kept.</summary>
    public static byte[] Of(string script) => s_digests.GetOrAdd(script, Compute);

    [SuppressMessage("Security", "CA5350", Justification = "Redis names scripts by their SHA-1; nothing is secured by it.")]
    private static byte[] Compute(string script) => SHA1.HashData(Encoding.UTF8.GetBytes(script));
}
