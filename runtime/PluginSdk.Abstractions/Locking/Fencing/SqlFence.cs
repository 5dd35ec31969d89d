using System.Data;
using System.Data.Common;

namespace PluginSdk;

/// <summary>
/// A fence as a row of an SQL table. It is for every database whose provider takes parameters as <c>@name</c> (PostgreSQL,
/// SQL Server, SQLite, MySQL) and needs a table that you make once:
/// <code>CREATE TABLE cluster_fences (resource varchar(400) NOT NULL PRIMARY KEY, fence bigint NOT NULL)</code>
/// The check and the lock on the row are one statement, <c>UPDATE … WHERE fence &lt;= @fence</c>, so that a stale writer is
/// refused whatever the order in which transactions arrive. Where the row that is written can carry the token itself,
/// <see cref="FencedCommandExtensions.ExecuteFencedAsync"/> does without a table.
/// </summary>
public sealed class SqlFence : IFencedResource
{
    /// <summary>The table that is used where none is named.</summary>
    public const string DefaultTable = "cluster_fences";

    private readonly string _table;

    /// <summary>The fence of one resource.</summary>
    /// <param name="name">What is guarded; at most 400 characters with the table above.</param>
    /// <param name="table">The table; letters, digits, '_' and '.' for its schema.</param>
    public SqlFence(string name, string table = DefaultTable)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentException.ThrowIfNullOrWhiteSpace(table);
        // It becomes part of the statement's text, where no parameter can stand.
        if (!table.All(static c => char.IsAsciiLetterOrDigit(c) || c is '_' or '.'))
            throw new ArgumentException($"'{table}' is not a plain table name; use letters, digits, '_' and '.'.", nameof(table));
        Name = name;
        _table = table;
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <summary>
    /// Makes the resource's row if there is none. Call it once, before the first <see cref="AdmitAsync"/>, such as when the
    /// application starts; several nodes may do so at once.
    /// </summary>
    /// <param name="connection">An open connection without a transaction.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task RegisterAsync(DbConnection connection, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(connection);
        await using var insert = Command(connection, $"INSERT INTO {_table} (resource, fence) VALUES (@resource, 0)");
        try
        {
            if (await ReadAsync(connection, null, cancellationToken).ConfigureAwait(false) is null)
                await insert.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (DbException)
        {
            // Another node may have been faster; every dialect says that in its own way.
            if (await ReadAsync(connection, null, cancellationToken).ConfigureAwait(false) is null)
                throw;
        }
    }

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">The resource has no row: <see cref="RegisterAsync"/> was not called, or the table was restored from before.</exception>
    public async Task AdmitAsync(DbTransaction transaction, long fencingToken, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(transaction);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(fencingToken);
        var connection = transaction.Connection ?? throw new InvalidOperationException("The transaction has ended; begin a new one and admit it first.");
        await using var admit = Command(connection, $"UPDATE {_table} SET fence = @fence WHERE resource = @resource AND fence <= @fence");
        admit.Transaction = transaction;
        FencedCommandExtensions.AddFence(admit, fencingToken);
        if (await admit.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false) > 0)
            return;
        throw await ReadAsync(connection, transaction, cancellationToken).ConfigureAwait(false) is { } seen
            ? new StaleFenceException(Name, fencingToken, seen)
            : new InvalidOperationException($"The fence '{Name}' is not in the table {_table}, so nothing can be admitted. Call RegisterAsync once before.");
    }

    private async Task<long?> ReadAsync(DbConnection connection, DbTransaction? transaction, CancellationToken cancellationToken)
    {
        await using var read = Command(connection, $"SELECT fence FROM {_table} WHERE resource = @resource");
        read.Transaction = transaction;
        return await read.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false) is { } fence and not DBNull
            ? Convert.ToInt64(fence, System.Globalization.CultureInfo.InvariantCulture)
            : null;
    }

    private DbCommand Command(DbConnection connection, string text)
    {
        var command = connection.CreateCommand();
        command.CommandText = text;
        var resource = command.CreateParameter();
        (resource.ParameterName, resource.DbType, resource.Value) = ("resource", DbType.String, Name);
        command.Parameters.Add(resource);
        return command;
    }
}
