using System.Security.Cryptography;
using PluginSdk.Runtime.Engine;

namespace PluginSdk.Engines.Tests.Blobs;

/// <summary>What every engine's blob store promises.</summary>
public abstract class BlobStoreConformance(EngineFixture fixture)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(512 * 1024 - 1)]
    [InlineData(512 * 1024)]
    [InlineData(512 * 1024 + 1)]
    [InlineData(3_000_000)]
    public async Task A_blob_comes_back_byte_for_byte_on_another_node(int length)
    {
        await using var cluster = await fixture.CreateClusterAsync();
        var content = Bytes(length);
        var hash = await (await cluster.ConnectAsync()).Blobs.PutAsync(content, Cancel);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(content)), hash);

        var read = await (await cluster.ConnectAsync()).Blobs.GetAsync(hash, Cancel);
        Assert.NotNull(read);
        Assert.True(content.AsSpan().SequenceEqual(read.Value.Span));
    }

    [Fact]
    public async Task A_blob_that_nobody_stored_is_null_and_can_be_deleted()
    {
        await using var cluster = await fixture.CreateClusterAsync();
        var blobs = (await cluster.ConnectAsync()).Blobs;
        var hash = Convert.ToHexStringLower(SHA256.HashData([1]));
        Assert.Null(await blobs.GetAsync(hash, Cancel));
        await blobs.DeleteAsync(hash, Cancel);
        Assert.Null(await blobs.GetAsync("not a hash", Cancel));
    }

    [Fact]
    public async Task Storing_again_changes_nothing_and_deleting_takes_it_away_once()
    {
        await using var cluster = await fixture.CreateClusterAsync();
        var blobs = (await cluster.ConnectAsync()).Blobs;
        var content = Bytes(600_000);
        var hash = await blobs.PutAsync(content, Cancel);
        Assert.Equal(hash, await blobs.PutAsync(content, Cancel));
        await blobs.DeleteAsync(hash, Cancel);
        Assert.Null(await blobs.GetAsync(hash, Cancel));
        await blobs.DeleteAsync(hash, Cancel);
        Assert.Equal(hash, await blobs.PutAsync(content, Cancel));
        Assert.NotNull(await blobs.GetAsync(hash, Cancel));
    }

    [Fact]
    public async Task What_the_caller_does_with_the_bytes_afterwards_does_not_reach_the_store()
    {
        await using var cluster = await fixture.CreateClusterAsync();
        var blobs = (await cluster.ConnectAsync()).Blobs;
        var content = Bytes(100);
        var hash = await blobs.PutAsync(content, Cancel);
        content.AsSpan().Clear();
        Assert.Equal(Bytes(100), (await blobs.GetAsync(hash, Cancel))!.Value.ToArray());
    }

    [Fact]
    public async Task Many_nodes_may_store_and_read_at_once()
    {
        await using var cluster = await fixture.CreateClusterAsync();
        var first = await cluster.ConnectAsync();
        var second = await cluster.ConnectAsync();
        var contents = Enumerable.Range(0, 4).Select(i => Bytes(700_000 + i)).ToArray();
        var hashes = await Task.WhenAll(contents.Concat(contents).Select((content, i) => (i % 2 == 0 ? first : second).Blobs.PutAsync(content, Cancel).AsTask()));
        for (var i = 0; i < hashes.Length; i++)
        {
            var read = await second.Blobs.GetAsync(hashes[i], Cancel);
            Assert.True(contents[i % 4].AsSpan().SequenceEqual(read!.Value.Span));
        }
    }

    [Fact]
    public async Task A_blob_that_is_too_long_is_refused()
    {
        await using var cluster = await fixture.CreateClusterAsync();
        var blobs = (await cluster.ConnectAsync()).Blobs;
        var e = await Assert.ThrowsAsync<ArgumentException>(async () => await blobs.PutAsync(new byte[IBlobStore.MaxLength + 1], Cancel));
        Assert.Contains("268435457", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cancelled_caller_gets_no_answer()
    {
        await using var cluster = await fixture.CreateClusterAsync();
        var blobs = (await cluster.ConnectAsync()).Blobs;
        var cancelled = new CancellationToken(canceled: true);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await blobs.PutAsync(Bytes(1), cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await blobs.GetAsync("a", cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await blobs.DeleteAsync("a", cancelled));
    }

    private protected static byte[] Bytes(int length)
    {
        var bytes = new byte[length];
        new Random(length).NextBytes(bytes);
        return bytes;
    }
}
