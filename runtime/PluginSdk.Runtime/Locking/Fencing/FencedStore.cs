using System.Buffers.Binary;
using PluginSdk.Runtime.Engine;

namespace PluginSdk.Runtime;

/// <summary>
/// A fenced store as records of the engine. A record is the largest token, a byte that says whether there is a value, and the
/// value; compare-and-set makes the check and the write one step.
/// </summary>
internal sealed class FencedStore(PluginRuntime plugin, string name) : IFencedStore
{
    private const int HeaderLength = sizeof(long) + 1;

    private readonly string _collection = $"fenced/{plugin.Qualify(name)}";

    public string Name => name;

    private IRecordStore Records => plugin.Member.Engine.Records;

    public async ValueTask<ReadOnlyMemory<byte>?> PeekAsync(string key, CancellationToken cancellationToken = default)
    {
        LockNames.Validate(key, "key of a fenced store", nameof(key));
        await CallerContext.Leave();
        return ValueOf(await Records.GetAsync(_collection, key, cancellationToken));
    }

    public async ValueTask<ReadOnlyMemory<byte>?> ReadAsync(string key, long fencingToken, CancellationToken cancellationToken = default)
    {
        Validate(key, fencingToken);
        await CallerContext.Leave();
        while (true)
        {
            var record = await Records.GetAsync(_collection, key, cancellationToken);
            var value = ValueOf(record);
            // A record that has this token already is not written again, and so keeps the life it was given.
            if (Admit(record, key, fencingToken) == fencingToken)
                return value;
            if ((await Records.CompareAndSetAsync(_collection, key, record?.Version ?? 0, Encode(fencingToken, value), null, cancellationToken)).Succeeded)
                return value;
        }
    }

    public async ValueTask WriteAsync(string key, ReadOnlyMemory<byte> value, long fencingToken, TimeSpan? timeToLive = null, CancellationToken cancellationToken = default)
    {
        Validate(key, fencingToken);
        if (timeToLive is { } life)
            ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(life, TimeSpan.Zero, nameof(timeToLive));
        await CallerContext.Leave();
        while (true)
        {
            var record = await Records.GetAsync(_collection, key, cancellationToken);
            Admit(record, key, fencingToken);
            if ((await Records.CompareAndSetAsync(_collection, key, record?.Version ?? 0, Encode(fencingToken, value), timeToLive, cancellationToken)).Succeeded)
                return;
        }
    }

    private static void Validate(string key, long fencingToken)
    {
        LockNames.Validate(key, "key of a fenced store", nameof(key));
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(fencingToken);
    }

    /// <returns>The largest token seen so far; 0 for none.</returns>
    private long Admit(ClusterRecord? record, string key, long fencingToken)
    {
        var seen = record is null ? 0 : BinaryPrimitives.ReadInt64BigEndian(record.Value.Span);
        return seen <= fencingToken ? seen : throw new StaleFenceException($"{name}/{key}", fencingToken, seen);
    }

    private static ReadOnlyMemory<byte>? ValueOf(ClusterRecord? record) =>
        record is null || record.Value.Span[HeaderLength - 1] == 0 ? (ReadOnlyMemory<byte>?)null : record.Value[HeaderLength..];

    private static byte[] Encode(long fencingToken, ReadOnlyMemory<byte>? value)
    {
        var encoded = new byte[HeaderLength + (value?.Length ?? 0)];
        BinaryPrimitives.WriteInt64BigEndian(encoded, fencingToken);
        if (value is { } bytes)
        {
            encoded[HeaderLength - 1] = 1;
            bytes.CopyTo(encoded.AsMemory(HeaderLength));
        }

        return encoded;
    }
}
