using CommandProcessor.Journal.Postgres;
using CommandProcessor.Journal.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace CommandProcessor.Journal;

/// <summary>Registers one journal with a host. Options are checked when the host starts; the schema is made by <see cref="IJournal.InitializeAsync"/>.</summary>
public static class JournalRegistration
{
    public static IServiceCollection AddSqliteJournal(this IServiceCollection services, string connectionString) =>
        services.AddSqliteJournal(options => options.ConnectionString = connectionString);

    public static IServiceCollection AddSqliteJournal(this IServiceCollection services, Action<SqliteJournalOptions> configure) =>
        services.AddJournal(configure, (options, time) => new SqliteJournal(options, time));

    public static IServiceCollection AddPostgresJournal(this IServiceCollection services, string connectionString) =>
        services.AddPostgresJournal(options => options.ConnectionStrings = [connectionString]);

    public static IServiceCollection AddPostgresJournal(this IServiceCollection services, Action<PostgresJournalOptions> configure) =>
        services.AddJournal(configure, (options, time) => new PostgresJournal(options, time));

    private static IServiceCollection AddJournal<TOptions, TJournal>(
        this IServiceCollection services, Action<TOptions> configure, Func<TOptions, TimeProvider, TJournal> create)
        where TOptions : JournalOptions
        where TJournal : class, IJournal
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddOptions<TOptions>().Configure(configure).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<TOptions>, JournalOptionsValidator<TOptions>>());
        services.AddSingleton(provider =>
            create(provider.GetRequiredService<IOptions<TOptions>>().Value, provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<IJournal>(provider => provider.GetRequiredService<TJournal>());
        return services;
    }
}
