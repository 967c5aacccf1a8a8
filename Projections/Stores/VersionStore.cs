using System.Data.Common;
using System.Globalization;
using CommandProcessor.Journal.Sql;

namespace CommandProcessor.Projections.Stores;

/// <summary>The versions of the projections, in the database of the read models, and how far those that are being built have come.</summary>
/// <remarks>Everything throws <see cref="ReadModelException"/> when the database fails.</remarks>
public sealed class VersionStore
{
    private readonly SqlReadModelStore _store;
    private readonly ISqlDialect _dialect;
    private readonly TimeProvider _time;

    private VersionStore(SqlReadModelStore store, TimeProvider time)
    {
        _store = store;
        _dialect = store.Dialect;
        _time = time;
    }

    public static VersionStore Beside(SqlReadModelStore store, TimeProvider time) => new(store, time);

    /// <summary>All versions in order of projection and version.</summary>
    public Task<IReadOnlyList<ProjectionVersion>> ReadAsync(CancellationToken cancellationToken) => _dialect.ReadAsync(async (connection, token) =>
    {
        await using var command = connection.Command(_dialect.Statements["ReadVersions"]);
        return await command.RowsAsync(Read, token);
    }, cancellationToken);

    /// <summary>Makes an active version for the fold if there is none: the first, or the one after the newest.</summary>
    public Task EnsureAsync(string projection, int fold, CancellationToken cancellationToken) =>
        WriteAsync(cancellationToken, ("EnsureVersion", command => command.Add("projection", projection).Add("fold", fold)));

    /// <summary>A new version to build.</summary>
    public Task<ReadModelId> AddAsync(string projection, int fold, CancellationToken cancellationToken) => _dialect.WriteAsync(async (connection, token) =>
    {
        await using var command = connection.Command(_dialect.Statements["AddVersion"]).Add("projection", projection).Add("fold", fold).Add("now", Now());
        return new ReadModelId(projection, Convert.ToInt32(await command.ExecuteScalarAsync(token), CultureInfo.InvariantCulture));
    }, cancellationToken);

    /// <summary>A version that was kept is brought up to date again, from its first event on: what it has already costs little.</summary>
    public Task BuildAgainAsync(ReadModelId model, CancellationToken cancellationToken) => WriteAsync(
        cancellationToken,
        ("ForgetBuild", command => Bind(command, model)),
        ("MoveVersion", command => Bind(command, model).Add("from", (int)VersionState.Kept).Add("to", (int)VersionState.Building)));

    /// <summary>Shows a version that was built, and keeps the one shown before: both or neither.</summary>
    public Task ActivateAsync(ReadModelId model, CancellationToken cancellationToken) => WriteAsync(
        cancellationToken,
        ("KeepActive", command => Bind(command, model)),
        ("MoveVersion", command => Bind(command, model).Add("from", (int)VersionState.Building).Add("to", (int)VersionState.Active)));

    /// <summary>Forgets a version that is not active; its rows are to be deleted before.</summary>
    public Task RemoveAsync(ReadModelId model, CancellationToken cancellationToken) => WriteAsync(
        cancellationToken,
        ("ForgetBuild", command => Bind(command, model)),
        ("RemoveVersion", command => Bind(command, model)));

    /// <summary>Everything of the partition up to the position is in the rows of the version.</summary>
    public Task SaveBuildAsync(ReadModelId model, int partition, long position, CancellationToken cancellationToken) =>
        WriteAsync(cancellationToken, ("SaveBuild", command => Bind(command, model).Add("partition", partition).Add("position", position)));

    /// <summary>How far the version is built in the partition; 0 if it was not begun.</summary>
    public Task<long> ReadBuildAsync(ReadModelId model, int partition, CancellationToken cancellationToken) => _dialect.ReadAsync(async (connection, token) =>
    {
        await using var command = Bind(connection.Command(_dialect.Statements["ReadBuild"]), model).Add("partition", partition);
        var rows = await command.RowsAsync(static reader => reader.GetInt64(0), token);
        return rows.Count == 0 ? 0 : rows[0];
    }, cancellationToken);

    /// <summary>Counts everything there is of a version.</summary>
    public Task<VersionMeasure> MeasureAsync(ReadModelId model, CancellationToken cancellationToken) => _store.MeasureAsync(model, cancellationToken);

    private Task<int> WriteAsync(CancellationToken cancellationToken, params (string Statement, Func<DbCommand, DbCommand> Bind)[] steps) =>
        _dialect.WriteAsync(async (connection, token) =>
        {
            var transaction = await connection.BeginTransactionAsync(token);
            await using var __ = transaction;
            foreach (var (statement, bind) in steps)
            {
                await using var command = bind(connection.Command(_dialect.Statements[statement], transaction)).Add("now", Now());
                await command.ExecuteNonQueryAsync(token);
            }

            await transaction.CommitAsync(token);
            return steps.Length;
        }, cancellationToken);

    private string Now() => _time.GetUtcNow().ToString("O", CultureInfo.InvariantCulture);

    private static DbCommand Bind(DbCommand command, ReadModelId model) => command.Add("projection", model.Projection).Add("version", model.Version);

    private static ProjectionVersion Read(DbDataReader reader) => new(
        new(reader.GetString(0), reader.GetInt32(1)), reader.GetInt32(2), (VersionState)reader.GetInt32(3),
        DateTimeOffset.Parse(reader.GetString(4), CultureInfo.InvariantCulture));
}
