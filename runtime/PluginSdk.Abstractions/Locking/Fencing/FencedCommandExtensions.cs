using System.Data;
using System.Data.Common;

namespace PluginSdk;

/// <summary>Runs statements against rows that carry the fencing token of their last writer.</summary>
public static class FencedCommandExtensions
{
    /// <summary>
    /// Runs a statement that lets only the newest holder write, such as
    /// <c>UPDATE report SET title = @title, fence = @fence WHERE id = @id AND fence &lt;= @fence</c>. It gives the parameter
    /// <c>@fence</c> to the command.
    /// </summary>
    /// <param name="command">An UPDATE, DELETE or MERGE that compares with <c>@fence</c> and, if it writes, stores it.</param>
    /// <param name="fencingToken">The token of the lease or of the run.</param>
    /// <param name="cancellationToken">Gives up; the statement may have run.</param>
    /// <returns>How many rows were written, at least one.</returns>
    /// <exception cref="ArgumentException">The statement does not mention <c>@fence</c>: it would protect nothing.</exception>
    /// <exception cref="StaleFenceException">No row was written: a newer holder has written it, or there is no such row.</exception>
    public static async Task<int> ExecuteFencedAsync(this DbCommand command, long fencingToken, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(command);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(fencingToken);
        if (!command.CommandText.Contains("@fence", StringComparison.OrdinalIgnoreCase))
            throw new ArgumentException("The statement does not compare with @fence, so every writer would get in. Add AND fence <= @fence to its WHERE, and store @fence with what it writes.", nameof(command));
        AddFence(command, fencingToken);
        var rows = await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        return rows > 0 ? rows : throw new StaleFenceException(command.CommandText, fencingToken, null);
    }

    internal static void AddFence(DbCommand command, long fencingToken)
    {
        var fence = command.Parameters.Contains("fence") ? command.Parameters["fence"] : command.CreateParameter();
        (fence.ParameterName, fence.DbType, fence.Value) = ("fence", DbType.Int64, fencingToken);
        if (!command.Parameters.Contains("fence"))
            command.Parameters.Add(fence);
    }
}
