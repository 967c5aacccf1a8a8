using System.Data.Common;
using System.Globalization;
using CommandProcessor.Journal.Sql;

namespace CommandProcessor.Projections.Stores;

/// <summary>The versions of a projection as they stand in a transaction that nobody else changes them beside.</summary>
internal sealed class VersionChange
{
    private readonly SqlFile _statements;
    private readonly DbConnection _connection;
    private readonly DbTransaction _transaction;
    private readonly string _projection;
    private readonly string _now;
    private readonly CancellationToken _cancellationToken;

    private VersionChange(
        SqlFile statements, DbConnection connection, DbTransaction transaction, string projection, DateTimeOffset now, CancellationToken cancellationToken)
    {
        _statements = statements;
        _connection = connection;
        _transaction = transaction;
        _projection = projection;
        _now = now.ToString("O", CultureInfo.InvariantCulture);
        _cancellationToken = cancellationToken;
    }

    /// <summary>As they were when the change began, in order.</summary>
    public IReadOnlyList<ProjectionVersion> Versions { get; private set; } = [];

    /// <summary>The number of the next version: one that no rows were ever written under.</summary>
    public int Next { get; private set; }

    public static async ValueTask<VersionChange> BeginAsync(
        SqlFile statements, DbConnection connection, DbTransaction transaction, string projection, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var change = new VersionChange(statements, connection, transaction, projection, now, cancellationToken);
        await using var lockVersions = connection.Command(statements["LockVersions"], transaction);
        await lockVersions.ExecuteNonQueryAsync(cancellationToken);
        await using var read = connection.Command(statements["ReadVersionsOf"], transaction).Add("projection", projection);
        change.Versions = await read.RowsAsync(VersionStore.Read, cancellationToken);
        await using var newest = connection.Command(statements["FindNewestVersion"], transaction).Add("projection", projection);
        change.Next = Convert.ToInt32(await newest.ExecuteScalarAsync(cancellationToken), CultureInfo.InvariantCulture) + 1;
        return change;
    }

    public ProjectionVersion? Find(ReadModelId model) => Versions.FirstOrDefault(version => version.Model == model);

    /// <summary>The one that came into the state last.</summary>
    public ProjectionVersion? NewestOf(int fold, VersionState state) =>
        Versions.Where(version => version.Fold == fold && version.State == state).MaxBy(version => version.ChangedAt);

    public async ValueTask<bool> AddAsync(int version, int fold, VersionState state)
    {
        await using var command = Command("AddVersion", new(_projection, version)).Add("fold", fold).Add("state", (int)state).Add("now", _now);
        return await command.ExecuteNonQueryAsync(_cancellationToken) == 1;
    }

    public async ValueTask<bool> MoveAsync(ProjectionVersion version, VersionState state, string? verdict = null)
    {
        await using var command = Command("MoveVersion", version.Model)
            .Add("from", (int)version.State).Add("to", (int)state).Add("now", _now).Add("verdict", (verdict ?? version.Verdict) as object ?? DBNull.Value);
        return await command.ExecuteNonQueryAsync(_cancellationToken) == 1
            ? true
            : throw new ReadModelException($"{version.Model} was no longer {version.State} when it was to become {state}.", isTransient: true);
    }

    public async ValueTask<bool> ExecuteAsync(string statement, ReadModelId model)
    {
        await using var command = Command(statement, model);
        return await command.ExecuteNonQueryAsync(_cancellationToken) > 0;
    }

    private DbCommand Command(string statement, ReadModelId model) => VersionStore.Bind(_connection.Command(_statements[statement], _transaction), model);
}
