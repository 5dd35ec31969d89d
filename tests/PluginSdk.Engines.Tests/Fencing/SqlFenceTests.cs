using System.Data.Common;
using Npgsql;

namespace PluginSdk.Engines.Tests.Fencing;

/// <summary>A database that refuses superseded holders: PostgreSQL, two connections, real transactions.</summary>
public sealed class SqlFenceTests(PostgresFixture fixture) : IAsyncLifetime
{
    private static readonly int s_trials = int.TryParse(Environment.GetEnvironmentVariable("PLUGINSDK_TRIALS"), out var trials) ? trials : 40;

    private readonly string _table = $"fences_{Guid.NewGuid():n}";
    private NpgsqlConnection _one = null!;
    private NpgsqlConnection _two = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var server = await fixture.GetServerAsync();
        _one = await server.ConnectAsync();
        _two = await server.ConnectAsync();
        await ExecuteAsync(_one, $"CREATE TABLE {_table} (resource varchar(400) NOT NULL PRIMARY KEY, fence bigint NOT NULL)");
        await ExecuteAsync(_one, $"CREATE TABLE {_table}_history (id serial PRIMARY KEY, trial int NOT NULL, fence bigint NOT NULL)");
        await ExecuteAsync(_one, $"CREATE TABLE {_table}_report (id int PRIMARY KEY, title text NOT NULL, fence bigint NOT NULL)");
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await (_one?.DisposeAsync() ?? default);
        await (_two?.DisposeAsync() ?? default);
    }

    [Fact]
    public async Task A_paused_holder_that_comes_back_after_its_successor_writes_nothing()
    {
        for (var trial = 0; trial < s_trials; trial++)
        {
            var fence = await FenceAsync($"paused-{trial}");
            // Paused between the begin of its transaction and the first statement.
            await using var late = await _one.BeginTransactionAsync(Cancel);
            await WriteAsync(_two, fence, trial, 20 + trial);

            var refused = await Assert.ThrowsAsync<StaleFenceException>(() => fence.AdmitAsync(late, 10 + trial, Cancel));

            Assert.Equal((fence.Name, 10L + trial, 20L + trial), (refused.Resource, refused.FencingToken, refused.LargestSeen));
            await late.RollbackAsync(Cancel);
            Assert.Equal([20L + trial], await HistoryAsync(trial));
        }
    }

    [Fact]
    public async Task However_two_holders_race_the_older_never_writes_after_the_newer()
    {
        var seed = Random.Shared.Next();
        TestContext.Current.TestOutputHelper?.WriteLine($"seed {seed}");
        var random = new Random(seed);
        for (var trial = 0; trial < s_trials; trial++)
        {
            var fence = await FenceAsync($"race-{trial}");
            var (older, newer) = random.Next(2) == 0 ? (_one, _two) : (_two, _one);
            var olderFirst = random.Next(2) == 0;
            var first = olderFirst ? WriteAsync(older, fence, trial, 1) : WriteAsync(newer, fence, trial, 2);
            var second = olderFirst ? WriteAsync(newer, fence, trial, 2) : WriteAsync(older, fence, trial, 1);
            var (byOlder, byNewer) = olderFirst ? (first, second) : (second, first);

            await byNewer;
            var refused = await Record.ExceptionAsync(() => byOlder);

            Assert.True(refused is null or StaleFenceException, $"{refused}");
            Assert.Equal(refused is null ? [1L, 2L] : [2L], await HistoryAsync(trial));
        }
    }

    [Fact]
    public async Task A_row_that_carries_its_own_token_refuses_an_older_one()
    {
        await ExecuteAsync(_one, $"INSERT INTO {_table}_report VALUES (1, 'none', 0)");
        Assert.Equal(1, await RetitleAsync(_two, "newer", 20));
        Assert.Equal(1, await RetitleAsync(_two, "newer again", 20));

        var refused = await Assert.ThrowsAsync<StaleFenceException>(() => RetitleAsync(_one, "older", 10));

        Assert.Null(refused.LargestSeen);
        await using var read = _one.CreateCommand();
        read.CommandText = $"SELECT title FROM {_table}_report";
        Assert.Equal("newer again", await read.ExecuteScalarAsync(Cancel));
    }

    [Fact]
    public async Task A_statement_that_does_not_compare_tokens_does_not_run()
    {
        await using var command = _one.CreateCommand();
        command.CommandText = $"INSERT INTO {_table}_report VALUES (2, 'unfenced', 0)";
        await Assert.ThrowsAsync<ArgumentException>(() => command.ExecuteFencedAsync(1, Cancel));
        command.CommandText = $"SELECT count(*) FROM {_table}_report WHERE id = 2";
        Assert.Equal(0L, await command.ExecuteScalarAsync(Cancel));
    }

    [Fact]
    public async Task A_fence_that_was_never_registered_admits_nobody_and_says_so()
    {
        await using var transaction = await _one.BeginTransactionAsync(Cancel);
        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => new SqlFence("unknown", _table).AdmitAsync(transaction, 1, Cancel));
        Assert.Contains("RegisterAsync", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nodes_that_register_at_once_make_one_row_and_reset_nothing()
    {
        for (var trial = 0; trial < 20; trial++)
        {
            var fence = new SqlFence($"both-{trial}", _table);
            await Task.WhenAll(fence.RegisterAsync(_one, Cancel), fence.RegisterAsync(_two, Cancel));
        }

        var known = await FenceAsync("known");
        await WriteAsync(_one, known, -1, 9);
        await known.RegisterAsync(_two, Cancel);
        await Assert.ThrowsAsync<StaleFenceException>(() => WriteAsync(_two, known, -1, 8));
    }

    [Fact]
    public void A_table_name_is_no_way_into_the_statement() =>
        Assert.Throws<ArgumentException>(() => new SqlFence("a", "fences; DROP TABLE users"));

    private async Task<SqlFence> FenceAsync(string name)
    {
        var fence = new SqlFence(name, _table);
        await fence.RegisterAsync(_one, Cancel);
        return fence;
    }

    private async Task WriteAsync(NpgsqlConnection connection, SqlFence fence, int trial, long fencingToken)
    {
        await using var transaction = await connection.BeginTransactionAsync(Cancel);
        await fence.AdmitAsync(transaction, fencingToken, Cancel);
        await ExecuteAsync(connection, $"INSERT INTO {_table}_history (trial, fence) VALUES ({trial}, {fencingToken})");
        await transaction.CommitAsync(Cancel);
    }

    private async Task<int> RetitleAsync(NpgsqlConnection connection, string title, long fencingToken)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = $"UPDATE {_table}_report SET title = @title, fence = @fence WHERE id = 1 AND fence <= @fence";
        command.Parameters.AddWithValue("title", title);
        return await command.ExecuteFencedAsync(fencingToken, Cancel);
    }

    private async Task<long[]> HistoryAsync(int trial)
    {
        await using var read = _one.CreateCommand();
        read.CommandText = $"SELECT fence FROM {_table}_history WHERE trial = {trial} ORDER BY id";
        await using var rows = await read.ExecuteReaderAsync(Cancel);
        var history = new List<long>();
        while (await rows.ReadAsync(Cancel))
            history.Add(rows.GetInt64(0));
        return [.. history];
    }

    private static async Task ExecuteAsync(DbConnection connection, string text)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = text;
        await command.ExecuteNonQueryAsync(Cancel);
    }
}
