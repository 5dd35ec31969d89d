using System.Security.Cryptography;

namespace PluginSdk.Engines.Tests.Blobs;

public sealed class RedisBlobStoreTests(RedisFixture fixture) : BlobStoreConformance(fixture)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_blob_that_was_changed_in_Redis_is_refused_and_heals_when_it_is_deleted_and_stored_again()
    {
        var server = await fixture.GetServerAsync();
        await using var cluster = server.CreateCluster();
        var blobs = (await cluster.ConnectAsync()).Blobs;
        var content = Bytes(700_000);
        var hash = await blobs.PutAsync(content, Cancel);
        await server.ExecuteAsync("SETRANGE", $"psdk:{{{cluster.Name}}}:blob:{hash}:2", "100", "tampered");

        var changed = await Assert.ThrowsAsync<InvalidDataException>(async () => await blobs.GetAsync(hash, Cancel));
        Assert.Contains(hash, changed.Message, StringComparison.Ordinal);
        await blobs.DeleteAsync(hash, Cancel);
        await blobs.PutAsync(content, Cancel);
        Assert.NotNull(await blobs.GetAsync(hash, Cancel));
    }

    [Theory]
    [InlineData("deleted")]
    [InlineData("replaced")]
    public async Task A_blob_that_lost_a_part_says_so_and_heals_when_it_is_stored_again(string how)
    {
        var server = await fixture.GetServerAsync();
        await using var cluster = server.CreateCluster();
        var blobs = (await cluster.ConnectAsync()).Blobs;
        var content = Bytes(700_000);
        var hash = await blobs.PutAsync(content, Cancel);
        if (how == "deleted")
            await server.ExecuteAsync("DEL", $"psdk:{{{cluster.Name}}}:blob:{hash}:1");
        else
            await server.ExecuteAsync("SET", $"psdk:{{{cluster.Name}}}:blob:{hash}:1", "short");
        await Assert.ThrowsAsync<InvalidDataException>(async () => await blobs.GetAsync(hash, Cancel));
        await blobs.PutAsync(content, Cancel);
        Assert.NotNull(await blobs.GetAsync(hash, Cancel));
    }

    [Fact]
    public async Task An_upload_that_broke_off_is_no_blob_expires_and_can_be_finished()
    {
        var server = await fixture.GetServerAsync();
        await using var cluster = server.CreateCluster();
        var blobs = (await cluster.ConnectAsync()).Blobs;
        var content = Bytes(1_200_000);
        var hash = Convert.ToHexStringLower(SHA256.HashData(content));
        var key = $"psdk:{{{cluster.Name}}}:blob:{hash}";
        await server.ExecuteAsync("SET", $"{key}:1", content[..(512 * 1024)], "EX", "3600");

        Assert.Null(await blobs.GetAsync(hash, Cancel));
        Assert.Equal(hash, await blobs.PutAsync(content, Cancel));
        Assert.Equal(content, (await blobs.GetAsync(hash, Cancel))!.Value.ToArray());
        for (var i = 1; i <= 3; i++)
            Assert.Equal(-1, (int)await server.ExecuteAsync("TTL", $"{key}:{i}"));
        await blobs.DeleteAsync(hash, Cancel);
        Assert.Empty((string[])(await server.ExecuteAsync("KEYS", $"{key}*"))!);
    }
}
