using Microsoft.Extensions.Time.Testing;
using PluginSdk.Runtime.Caching;
using PluginSdk.Runtime.Engine;

namespace PluginSdk.Runtime.Tests.Caching.Writes;

public sealed class UnsentInvalidationsTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly List<Invalidation> _sent = [];
    private readonly List<Exception> _reported = [];
    private Exception _failure = new EngineUnavailableException("It is away.");
    private bool _isAway = true;

    [Fact]
    public void What_was_not_sent_is_sent_when_the_engine_answers_again()
    {
        var unsent = Start();
        unsent.Add(Invalidation.Of(new byte[] { 1 }));
        unsent.Add(Invalidation.OfTag("swiss"));
        _time.Advance(TimeSpan.FromSeconds(1));
        unsent.Add(Invalidation.Of(new byte[] { 2 }));
        unsent.Add(Invalidation.Of(new byte[] { 2 }));
        Assert.Empty(_sent);

        _isAway = false;
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal([[1], [2]], _sent[0].Keys!.Select(key => key.ToArray()));
        Assert.Equal("swiss", _sent[1].Tag);
        Assert.Equal(2, _sent.Count);
    }

    [Fact]
    public void Whatever_a_send_fails_with_it_is_reported_and_sent_again()
    {
        var unsent = Start();
        _failure = new InvalidOperationException("WRONGTYPE");
        unsent.Add(Invalidation.All);
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Same(_failure, Assert.Single(_reported));

        _isAway = false;
        _time.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(Invalidation.All, Assert.Single(_sent));
    }

    /// <summary>An engine that is away for a day must not cost the memory of a day's invalidations.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void More_than_fit_become_one_invalidation_of_every_key(bool isAskedInBetween)
    {
        var unsent = Start();
        for (var i = 0; i <= UnsentInvalidations.MostWaiting; i++)
        {
            unsent.Add(Invalidation.Of(BitConverter.GetBytes(i)));
            if (isAskedInBetween && i % 1000 == 0)
                _time.Advance(TimeSpan.FromSeconds(1));
        }

        _isAway = false;
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(Invalidation.All, Assert.Single(_sent));
    }

    private UnsentInvalidations Start() => new(SendAsync, _reported.Add, _time, CancellationToken.None);

    private Task SendAsync(IReadOnlyList<Invalidation> invalidations, CancellationToken cancellationToken)
    {
        if (_isAway)
            throw _failure;
        _sent.AddRange(invalidations);
        return Task.CompletedTask;
    }
}
