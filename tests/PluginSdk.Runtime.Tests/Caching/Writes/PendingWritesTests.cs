using PluginSdk.Runtime.Caching;
using PluginSdk.Runtime.Engine;

namespace PluginSdk.Runtime.Tests.Caching.Writes;

public sealed class PendingWritesTests
{
    private static readonly byte[] s_key = [7];
    private readonly PendingWrites<int, int> _writes = new();

    /// <summary>The engine replied, and the feed is behind: whatever it brings now comes before this write in the log.</summary>
    [Fact]
    public void A_write_that_was_applied_from_the_reply_overtakes_what_the_feed_brings_until_it_brings_the_write()
    {
        var id = new AppendId("here", 1);
        Assert.False(IsOvertaken(s_key));
        var write = _writes.Begin(id, Invalidation.Of(s_key), null);
        Assert.True(IsOvertaken(s_key));
        _writes.Settle(write, static _ => { }, 0);
        Assert.True(IsOvertaken(s_key));
        Assert.False(IsOvertaken([8]));

        Assert.Same(write, _writes.See(id, static (_, _, _) => Assert.Fail("It was applied before."), 0));
        Assert.False(IsOvertaken(s_key));
    }

    [Fact]
    public void A_removal_by_tag_overtakes_values_that_have_it_and_one_of_everything_all_of_them()
    {
        _writes.Begin(new AppendId("here", 1), Invalidation.OfTag("swiss"), null);
        Assert.True(IsOvertaken(s_key, "alpine", "swiss"));
        Assert.False(IsOvertaken(s_key, "alpine"));
        _writes.Begin(new AppendId("here", 2), Invalidation.All, null);
        Assert.True(IsOvertaken(s_key));
    }

    /// <summary>A reply that comes late: the feed brings the put first, but what came after it has been applied already.</summary>
    [Theory]
    [InlineData(true, true)]
    [InlineData(false, false)]
    public void A_put_that_the_feed_brings_after_a_later_write_was_applied_is_overtaken(bool isSameKey, bool isOvertaken)
    {
        var (put, later) = (new AppendId("here", 1), new AppendId("here", 2));
        _writes.Begin(put, Invalidation.Of(s_key), new NearEntry<int, int>(7, 1) { LoadedAt = 0, HardExpiresAt = long.MaxValue });
        var removal = _writes.Begin(later, Invalidation.Of(isSameKey ? s_key : [8]), null);
        _writes.Settle(removal, static _ => { }, 0);

        var seen = default(bool?);
        Assert.NotNull(_writes.See(put, (_, overtaken, _) => seen = overtaken, 0));
        Assert.Equal(isOvertaken, seen);
    }

    [Fact]
    public void A_write_that_was_not_done_overtakes_nothing()
    {
        var id = new AppendId("here", 1);
        _writes.Begin(id, Invalidation.Of(s_key), null);
        _writes.Forget(id);
        Assert.False(IsOvertaken(s_key));
    }

    private bool IsOvertaken(byte[] key, params string[] tags)
    {
        var answer = default(bool?);
        _writes.Meet(key, tags, (isOvertaken, _) => answer = isOvertaken, 0);
        return answer!.Value;
    }
}
