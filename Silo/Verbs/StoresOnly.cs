using CommandProcessor.Grains.Reactors.Stores;
using CommandProcessor.Journal;
using CommandProcessor.Projections.Runtime;
using CommandProcessor.Projections.Stores;
using CommandProcessor.Silo.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace CommandProcessor.Silo.Verbs;

/// <summary>The databases without a silo: for verbs that look at what is stored, beside a running silo or without one.</summary>
internal sealed class StoresOnly : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    private StoresOnly(ServiceProvider services, SiloOptions options)
    {
        _services = services;
        Options = options;
    }

    public SiloOptions Options { get; }

    public IServiceProvider Services => _services;

    /// <exception cref="DataFolderException">Nothing was ever stored there.</exception>
    public static async Task<StoresOnly> OpenAsync(IReadOnlyDictionary<string, string?> settings, CancellationToken cancellationToken)
    {
        var configuration = SiloConfiguration.Load(settings);
        var options = SiloConfiguration.Read(configuration);
        if (!options.IsServed && !File.Exists(EmbeddedDataFolder.JournalFile(options.Data)))
            throw new DataFolderException($"There is no journal in {Path.GetFullPath(options.Data)}; name another folder by --data, or a database by --postgres.");
        var services = new ServiceCollection();
        SiloHost.AddStores(services, options);
        services.AddLogging().AddSingleton<IConfiguration>(configuration);
        services.AddProjections();
        services.AddSingleton<IParkedReactions>(_ => SiloHost.OpenReactorStore(options));
        var opened = new StoresOnly(services.BuildServiceProvider(), options);
        try
        {
            await opened.Services.GetRequiredService<IJournal>().InitializeAsync(cancellationToken);
            await opened.Services.GetRequiredService<IReadModelStore>().InitializeAsync(cancellationToken);
            await opened.Services.GetRequiredService<IParkedReactions>().InitializeAsync(cancellationToken);
            return opened;
        }
        catch
        {
            await opened.DisposeAsync();
            throw;
        }
    }

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}
