using System.Diagnostics.Metrics;
using CommandProcessor.Grains.Interfaces.CustomerOrders;
using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Journal;
using CommandProcessor.Projections.CustomerOrders;
using CommandProcessor.Projections.Partitions;
using CommandProcessor.Projections.Rebuild;
using CommandProcessor.Projections.Runtime;
using CommandProcessor.Projections.Search;
using CommandProcessor.Projections.Stores;
using CommandProcessor.Projections.Tests.Partitions;
using CommandProcessor.Projections.TransactionHistory;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace CommandProcessor.Projections.Tests;

/// <summary>The read side of one silo without Orleans: activations are made by hand.</summary>
internal sealed class ReadSide : IAsyncDisposable
{
    private readonly SqliteFile _file = new();
    private readonly SqliteReadModelStore _sqlite;
    private readonly ReadModelLoader _loader;
    private readonly PartitionFeed _feed;
    private readonly ProjectionVersions _versions;
    private readonly IOptions<ProjectionOptions> _options;
    private readonly ServiceProvider _metrics = new ServiceCollection().AddMetrics().BuildServiceProvider();

    private ReadSide(ProjectionOptions options, IJournal journal)
    {
        _sqlite = new(_file.Source);
        Store = new(_sqlite);
        var wrapped = Options.Create(options);
        var instruments = new ProjectionInstruments(_metrics.GetRequiredService<IMeterFactory>());
        Writer = new(Store, wrapped, instruments, TimeProvider.System, NullLogger<ReadModelWriter>.Instance);
        _loader = new(Store, wrapped);
        _feed = new(journal, TimeProvider.System, wrapped);
        _options = wrapped;
        _versions = new(VersionStore.Beside(_sqlite, TimeProvider.System), [ProjectionDescription.Of<CustomerOrdersProjection, CustomerOrdersHead, OrderView>(CustomerOrdersGrain.GrainTypeName)],
            TimeProvider.System, wrapped, NullLogger<ProjectionVersions>.Instance);
        Services = new(Store, _versions, _loader, Writer, journal, new(), _feed, instruments, TimeProvider.System, wrapped, NullLoggerFactory.Instance);
        Verifier = new(journal, Store, _versions,
            [ProjectionDescription.Of<CustomerOrdersProjection, CustomerOrdersHead, OrderView>(CustomerOrdersGrain.GrainTypeName)],
                wrapped);
    }

    /// <summary>The journal, where it is one written by hand.</summary>
    public MemoryJournal Journal => (MemoryJournal)Services.Journal;

    public FaultyStore Store { get; }

    public ReadModelWriter Writer { get; }

    public ProjectionServices Services { get; }

    public ProjectionVerifier Verifier { get; }

    public static async Task<ReadSide> OpenAsync(ProjectionOptions? options = null, IJournal? journal = null)
    {
        var side = new ReadSide(options ?? new(), journal ?? new MemoryJournal());
        await side.Store.InitializeAsync(CancellationToken.None);
        return side;
    }

    public ProjectedKey<CustomerOrdersProjection, CustomerOrdersHead, OrderView> Activate(string customer) =>
        new(PartitionKey.Customer(customer), Models.CustomerOrders, Services);

    public ProjectedKey<TransactionHistoryProjection, TransactionHistoryHead, PlacedEntry> ActivateHistory(string owner) =>
        new(PartitionKey.Customer(owner), Models.TransactionHistory, Services);

    public BuildServices NewBuildServices() => new(VersionStore.Beside(_sqlite, TimeProvider.System), Services.Journal, TimeProvider.System, _options);

    public Task<VerificationReport> VerifyAsync() => Verifier.VerifyAsync(CustomerOrdersProjection.Name, null, CancellationToken.None);

    public Task<VerificationReport> VerifyHistoriesAsync() =>
        VerifyAsync(ProjectionDescription.Of<TransactionHistoryProjection, TransactionHistoryHead, PlacedEntry>(TransactionHistoryGrain.GrainTypeName));

    /// <summary>Compares a view over everybody.</summary>
    public Task<VerificationReport> VerifyAsync<TModel>(IPartitionProjection<TModel> projection, IModelSink<TModel>? sink = null)
        where TModel : PartitionModel => VerifyAsync(ProjectionDescription.Over(projection, "view", () => sink));

    /// <summary>How far the view over everybody is saved by the rules that it goes by now, of the first partition.</summary>
    public async Task<long> SavedPositionAsync<TModel>(IPartitionProjection<TModel> projection)
        where TModel : PartitionModel
    {
        var description = ProjectionDescription.Over(projection, "view");
        var model = new ReadModelId(projection.Name, projection.Version);
        return (await Store.ReadPositionsAsync([new(description, description.AddressOf(model, partition: 0))], CancellationToken.None))[0];
    }

    private Task<VerificationReport> VerifyAsync(ProjectionDescription description)
    {
        var versions = new ProjectionVersions(
            VersionStore.Beside(_sqlite, TimeProvider.System), [description], TimeProvider.System, _options, NullLogger<ProjectionVersions>.Instance);
        return new ProjectionVerifier(Services.Journal, Store, versions, [description], _options).VerifyAsync(description.Name, null, CancellationToken.None);
    }

    /// <summary>Changes something behind the store's back.</summary>
    public async Task ExecuteAsync(string sql)
    {
        await using var command = _file.Source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(CancellationToken.None);
    }

    /// <summary>The index of products beside the read models.</summary>
    public IProductIndex NewProductIndex() => SqlProductIndex.Beside(_sqlite);

    public async ValueTask DisposeAsync()
    {
        await Writer.DisposeAsync();
        await _loader.DisposeAsync();
        Services.Dispose();
        _feed.Dispose();
        _sqlite.Dispose();
        _file.Dispose();
        await _metrics.DisposeAsync();
    }
}
