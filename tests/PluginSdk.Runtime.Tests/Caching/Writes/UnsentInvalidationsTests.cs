using Microsoft.Extensions.Time.Testing;
using PluginSdk.Runtime.Caching;
using PluginSdk.Runtime.Engine;

namespace PluginSdk.Runtime.Tests.Caching.Writes;

public sealed class UnsentInvalidationsTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly List<Invalidation> _sent = [];
    private bool _isAway = true;

    [Fact]
    public void What_was_not_sent_is_sent_when_the_engine_answers_again()
    {
        var unsent = Start();
        unsent.Add(Invalidation.Of(new byte[] { 1 }));
        unsent.Add(Invalidation.OfTag("swiss"));
        _time.Advance(TimeSpan.FromSeconds(1));
        unsent.Add(Invalidation.Of(new byte[] { 2 }));
        Assert.Empty(_sent);

        _isAway = false;
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(3, _sent.Count);
    }

    /// <summary>An engine that is away for a day must not cost the memory of a day's invalidations.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void More_than_fit_become_one_invalidation_of_every_key(bool isAskedInBetween)
    {
        var unsent = Start();
        for (var i = 0; i <= UnsentInvalidations.MostKeys; i++)
        {
            unsent.Add(Invalidation.Of(BitConverter.GetBytes(i)));
            if (isAskedInBetween && i % 1000 == 0)
                _time.Advance(TimeSpan.FromSeconds(1));
        }

        _isAway = false;
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(Invalidation.All, Assert.Single(_sent));
    }

    private UnsentInvalidations Start() => new(SendAsync, _time, CancellationToken.None);

    private Task SendAsync(IReadOnlyList<Invalidation> invalidations, CancellationToken cancellationToken)
    {
        if (_isAway)
            throw new EngineUnavailableException("It is away.");
        _sent.AddRange(invalidations);
        return Task.CompletedTask;
    }
}
