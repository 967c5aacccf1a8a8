using System.Data.Common;
using System.Globalization;
using CommandProcessor.Journal.Sql;

namespace CommandProcessor.Projections.Stores;

/// <summary>
/// The versions of the projections, in the database of the read models, and up to where the rows of each are known to be complete. Of each fold at most one
/// version is shown, and at most one built, at a time; whoever changes that is alone while he looks and changes.
/// </summary>
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

    /// <summary>
    /// Makes sure that there is a version to show for those who fold by that version of the code. The first of all is as complete as the road's checkpoints
    /// say. Another has missed what the road has brought, and from then on so do those that are shown for other folds: each silo adds to its own alone.
    /// </summary>
    /// <param name="isHeld">False for who has nothing to do with the view's events: then only the first of all versions is made.</param>
    /// <param name="isByKey">False for a view over everybody: its rows say themselves how far they are.</param>
    public Task ShowAsync(string projection, int fold, bool isHeld, bool isByKey, CancellationToken cancellationToken) => ChangeAsync(projection, async change =>
    {
        if (change.Versions.Count == 0) return await change.AddAsync(fold, fold, VersionState.Active);
        if (!isHeld || change.Versions.Any(version => version.Fold == fold && version.IsShown)) return false;
        if (isByKey)
            foreach (var other in change.Versions.Where(version => version.State == VersionState.Active)) await change.MoveAsync(other, VersionState.Switching);
        var state = isByKey ? VersionState.Switching : VersionState.Active;
        var former = change.NewestOf(fold, VersionState.Kept);
        return former is null ? await change.AddAsync(change.Next, fold, state) : await change.MoveAsync(former, state);
    }, cancellationToken);

    /// <summary>Has a new version of the fold built, or one that was paused; returns that which is built then.</summary>
    /// <exception cref="ArgumentException">A former version is being brought back.</exception>
    public Task<ReadModelId> StartAsync(string projection, int fold, CancellationToken cancellationToken) => ChangeAsync(projection, async change =>
    {
        if (change.Versions.FirstOrDefault(version => version.Fold == fold && version.State == VersionState.Returning) is { } returning)
            throw new ArgumentException($"Version {returning.Model.Version} of '{projection}' is being brought back; a new one is built when that is done or cancelled.");
        if (change.Versions.FirstOrDefault(version => version.Fold == fold && version.State == VersionState.Building) is { } building) return building.Model;
        var next = change.Next;
        if (change.NewestOf(fold, VersionState.Paused) is not { } paused)
        {
            await change.AddAsync(next, fold, VersionState.Building);
            return new ReadModelId(projection, next);
        }

        await change.MoveAsync(paused, VersionState.Building);
        return paused.Model;
    }, cancellationToken);

    /// <summary>Has the version brought back that the fold showed last; returns that which is brought back then.</summary>
    /// <exception cref="ArgumentException">There is none, or a new version is being built.</exception>
    public Task<ReadModelId> ReturnAsync(string projection, int fold, CancellationToken cancellationToken) => ChangeAsync(projection, async change =>
    {
        if (change.Versions.FirstOrDefault(version => version.Fold == fold && version.State == VersionState.Building) is { } building)
            throw new ArgumentException($"Version {building.Model.Version} of '{projection}' is being built; another is brought back when that is done or cancelled.");
        if (change.Versions.FirstOrDefault(version => version.Fold == fold && version.State == VersionState.Returning) is { } returning) return returning.Model;
        var former = change.NewestOf(fold, VersionState.Kept)
            ?? throw new ArgumentException($"There is no version of '{projection}' to go back to that this program's fold, {fold}, made.");
        await change.MoveAsync(former, VersionState.Returning);
        return former.Model;
    }, cancellationToken);

    /// <summary>Stops what is built. False if it is not built any more: it is shown already, or somebody else was faster.</summary>
    public Task<bool> StopAsync(ReadModelId model, CancellationToken cancellationToken) => ChangeAsync(model.Projection, async change =>
        change.Find(model) is { IsBuilt: true } built
        && await change.MoveAsync(built, built.State == VersionState.Returning ? VersionState.Kept : VersionState.Paused), cancellationToken);

    /// <summary>
    /// Shows a version that was built, and keeps the one shown before: both or neither. False, and nothing is changed, if it is not built any more.
    /// </summary>
    /// <param name="isByKey">True if its rows lack what the road brought to the one shown before.</param>
    /// <param name="isAlone">True if no silo shows the view by another fold: then what is shown for others is kept too.</param>
    public Task<bool> SwitchAsync(ReadModelId model, bool isByKey, bool isAlone, string? verdict, CancellationToken cancellationToken) =>
        ChangeAsync(model.Projection, async change =>
        {
            if (change.Find(model) is not { IsBuilt: true } built) return false;
            foreach (var former in change.Versions.Where(version => version.IsShown && (isAlone || version.Fold == built.Fold))) await change.MoveAsync(former, VersionState.Kept);
            return await change.MoveAsync(built, isByKey ? VersionState.Switching : VersionState.Active, verdict);
        }, cancellationToken);

    /// <summary>
    /// The rows of the shown version have everything that was delivered to others, and what is delivered from now on goes to them alone. False, and nothing
    /// is changed, if it is not shown any more.
    /// </summary>
    public Task<bool> CompleteAsync(ReadModelId model, CancellationToken cancellationToken) => ChangeAsync(model.Projection, async change =>
    {
        if (change.Find(model) is not { State: VersionState.Switching } shown) return false;
        foreach (var other in change.Versions.Where(version => version.IsShown && version != shown)) await change.MoveAsync(other, VersionState.Kept);
        return await change.MoveAsync(shown, VersionState.Active);
    }, cancellationToken);

    /// <summary>Keeps what is shown for other folds, of which no silo is left.</summary>
    public Task<bool> RetireAsync(string projection, int fold, CancellationToken cancellationToken) => ChangeAsync(projection, async change =>
    {
        foreach (var other in change.Versions.Where(version => version.IsShown && version.Fold != fold)) await change.MoveAsync(other, VersionState.Kept);
        return true;
    }, cancellationToken);

    /// <summary>Has versions deleted that nobody needs, and returns how many. From now on none of them is gone back to.</summary>
    /// <param name="spare">The version that is shown, or nobody's.</param>
    /// <param name="isAlone">True if no silo shows the view by another fold: then nothing of other folds is needed.</param>
    public Task<int> DropAsync(string projection, int fold, ReadModelId spare, bool isAlone, CancellationToken cancellationToken) => ChangeAsync(projection, async change =>
    {
        var unused = change.Versions.Where(version =>
            version.State is VersionState.Kept or VersionState.Paused || (isAlone && version.Fold != fold && version.State != VersionState.Dropping)).ToList();
        foreach (var version in unused.Where(version => version.Model != spare)) await change.MoveAsync(version, VersionState.Dropping);
        return unused.Count(version => version.Model != spare);
    }, cancellationToken);

    /// <summary>Forgets a version that is being dropped; its rows are deleted before.</summary>
    public Task<bool> RemoveAsync(ReadModelId model, CancellationToken cancellationToken) => ChangeAsync(model.Projection, async change =>
    {
        if (change.Find(model) is not { State: VersionState.Dropping }) return false;
        await change.ExecuteAsync("ForgetBuild", model);
        return await change.ExecuteAsync("RemoveVersion", model);
    }, cancellationToken);

    /// <summary>Everything of the partition up to the position is in the rows of the version. That stays true: rows only move forward.</summary>
    public Task SaveBuildAsync(ReadModelId model, int partition, long position, CancellationToken cancellationToken) => _dialect.WriteAsync(async (connection, token) =>
    {
        await using var command = Bind(connection.Command(_dialect.Statements["SaveBuild"]), model).Add("partition", partition).Add("position", position);
        return await command.ExecuteNonQueryAsync(token);
    }, cancellationToken);

    /// <summary>Up to where the rows of a version are known to be complete, by partition; nothing of those that were not begun.</summary>
    public Task<IReadOnlyDictionary<int, long>> ReadBuildAsync(ReadModelId model, CancellationToken cancellationToken) =>
        _dialect.ReadAsync<IReadOnlyDictionary<int, long>>(async (connection, token) =>
        {
            await using var command = Bind(connection.Command(_dialect.Statements["ReadBuild"]), model);
            var rows = await command.RowsAsync(static reader => (Partition: reader.GetInt32(0), Position: reader.GetInt64(1)), token);
            return rows.ToDictionary(row => row.Partition, row => row.Position);
        }, cancellationToken);

    /// <summary>Counts what there is of two versions in a partition, and compares the checksums of what stands at the same event in both.</summary>
    /// <param name="areItemsFinal">True if the items share rows: then it does not matter which of them do.</param>
    public Task<VersionComparison> CompareAsync(ReadModelId model, ReadModelId other, int partition, bool areItemsFinal, CancellationToken cancellationToken) =>
        _store.CompareAsync(model, other, partition, areItemsFinal, cancellationToken);

    private Task<T> ChangeAsync<T>(string projection, Func<VersionChange, ValueTask<T>> work, CancellationToken cancellationToken) =>
        _dialect.WriteAsync(async (connection, token) =>
        {
            var transaction = await connection.BeginTransactionAsync(token);
            await using var __ = transaction;
            var change = await VersionChange.BeginAsync(_dialect.Statements, connection, transaction, projection, _time.GetUtcNow(), token);
            var result = await work(change);
            await transaction.CommitAsync(token);
            return result;
        }, cancellationToken);

    internal static DbCommand Bind(DbCommand command, ReadModelId model) => command.Add("projection", model.Projection).Add("version", model.Version);

    internal static ProjectionVersion Read(DbDataReader reader) => new(
        new(reader.GetString(0), reader.GetInt32(1)), reader.GetInt32(2), (VersionState)reader.GetInt32(3),
        DateTimeOffset.Parse(reader.GetString(4), CultureInfo.InvariantCulture), reader.IsDBNull(5) ? null : reader.GetString(5));
}
