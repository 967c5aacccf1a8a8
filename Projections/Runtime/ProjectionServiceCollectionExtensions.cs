using System.Data.Common;
using CommandProcessor.Grains.Interfaces.CustomerOrders;
using CommandProcessor.Grains.Interfaces.Placement;
using CommandProcessor.Projections.Accounting;
using CommandProcessor.Projections.Analytics;
using CommandProcessor.Projections.CustomerOrders;
using CommandProcessor.Projections.Fraud;
using CommandProcessor.Projections.Partitions;
using CommandProcessor.Projections.Rebuild;
using CommandProcessor.Projections.Recommendations;
using CommandProcessor.Projections.Search;
using CommandProcessor.Projections.StockLevels;
using CommandProcessor.Projections.TransactionHistory;
using CommandProcessor.Projections.Stores;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Orleans.Metadata;

namespace CommandProcessor.Projections.Runtime;

/// <summary>Registers the read side.</summary>
public static class ProjectionServiceCollectionExtensions
{
    extension(IServiceCollection services)
    {
        /// <summary>
        /// Everything but the database, which <see cref="AddPostgresReadModels"/> or <see cref="AddSqliteReadModels"/> names, and the
        /// journal. Verifying needs no more than this; a silo brings up schema and writer by itself.
        /// </summary>
        public IServiceCollection AddProjections()
        {
            services.AddOptions<ProjectionOptions>().BindConfiguration(ProjectionOptions.Section).ValidateOnStart();
            services.AddSingleton<IValidateOptions<ProjectionOptions>, ProjectionOptionsValidator>();
            services.TryAddSingleton(TimeProvider.System);
            services.AddMetrics();
            services.AddSingleton<ProjectionInstruments>();
            services.AddSingleton<RoadProgress>();
            services.AddSingleton<ProjectionVersions>();
            services.AddSingleton<BuildServices>();
            services.AddSingleton<PartitionFeed>();
            services.AddSingleton<ReadModelLoader>();
            services.AddSingleton<ReadModelWriter>();
            services.AddSingleton<ProjectionServices>();
            services.AddSingleton<ProjectionVerifier>();
            services.AddSingleton<ReadModelArchive>();
            services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>, ReadModelLifecycle>();
            services.TryAddSingleton<PreferredSilos>();
            services.AddSingleton<PartitionViewParts>();
            services.AddSingleton<ViewMoves>();
            services.AddSingleton<PastViews>();
            services.AddSingleton<RankingMemory>();
            services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>, PartitionViewSupervisor>();
            services.AddSingleton<IGrainPropertiesProvider, ViewFoldProperties>();
            services.AddSingleton<ViewFolds>();
            services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>, VersionSupervisor>();
            services.AddProjection<CustomerOrdersProjection, CustomerOrdersHead, OrderView>(CustomerOrdersGrain.GrainTypeName);
            services.AddProjection<StockLevelsProjection, StockLevelsHead, NoItem>(StockLevelsGrain.GrainTypeName);
            services.AddProjection<TransactionHistoryProjection, TransactionHistoryHead, PlacedEntry>(TransactionHistoryGrain.GrainTypeName);
            services.AddPartitionProjection<AccountingProjection, AccountingModel>(AccountingPartitionGrain.GrainTypeName);
            services.AddPartitionProjection<AnalyticsProjection, AnalyticsModel>(AnalyticsPartitionGrain.GrainTypeName);
            return services.AddFraudReport().AddRecommendations().AddProductSearch();
        }

        public IServiceCollection AddProjection<TProjection, THead, TItem>(string grainType)
            where TProjection : IProjection<THead, TItem>
            where THead : class
            where TItem : class =>
            services.AddSingleton(ProjectionDescription.Of<TProjection, THead, TItem>(grainType));

        /// <summary>A view over everybody; its grain derives from <see cref="PartitionViewGrain{TModel}"/>.</summary>
        public IServiceCollection AddPartitionProjection<TProjection, TModel>(string grainType)
            where TProjection : class, IPartitionProjection<TModel>
            where TModel : PartitionModel =>
            services
                .AddSingleton<IPartitionProjection<TModel>, TProjection>()
                .AddSingleton(provider => ProjectionDescription.Over(
                    provider.GetRequiredService<IPartitionProjection<TModel>>(), grainType, () => provider.GetService<IModelSink<TModel>>()));

        /// <summary>Read models and checkpoints on PostgreSQL.</summary>
        public IServiceCollection AddPostgresReadModels(Func<IServiceProvider, DbDataSource> source) =>
            services.AddReadModels(provider => new PostgresReadModelStore(source(provider)));

        /// <summary>Read models and checkpoints in a file of SQLite.</summary>
        public IServiceCollection AddSqliteReadModels(Func<IServiceProvider, DbDataSource> source) =>
            services.AddReadModels(provider => new SqliteReadModelStore(source(provider)));

        private IServiceCollection AddFraudReport()
        {
            services.AddOptions<FraudOptions>().BindConfiguration(FraudOptions.Section).ValidateOnStart();
            services.AddSingleton<IValidateOptions<FraudOptions>, FraudOptionsValidator>();
            services.AddSingleton(provider => provider.GetRequiredService<IOptions<FraudOptions>>().Value);
            return services.AddPartitionProjection<FraudProjection, FraudModel>(FraudPartitionGrain.GrainTypeName);
        }

        private IServiceCollection AddRecommendations()
        {
            services.AddOptions<RecommendationOptions>().BindConfiguration(RecommendationOptions.Section).ValidateOnStart();
            services.AddSingleton<IValidateOptions<RecommendationOptions>, RecommendationOptionsValidator>();
            services.AddSingleton(provider => provider.GetRequiredService<IOptions<RecommendationOptions>>().Value);
            return services.AddPartitionProjection<RecommendationProjection, RecommendationModel>(RecommendationPartitionGrain.GrainTypeName);
        }

        private IServiceCollection AddProductSearch()
        {
            services.AddSingleton<IModelSink<ProductSearchModel>, ProductIndexSink>();
            return services.AddPartitionProjection<ProductSearchProjection, ProductSearchModel>(ProductSearchPartitionGrain.GrainTypeName);
        }

        private IServiceCollection AddReadModels(Func<IServiceProvider, SqlReadModelStore> store)
        {
            services.AddSingleton(store);
            services.AddSingleton<IReadModelStore>(provider => provider.GetRequiredService<SqlReadModelStore>());
            services.AddSingleton(provider => SqlProductIndex.Beside(provider.GetRequiredService<SqlReadModelStore>()));
            services.AddSingleton(provider => ConsumerCheckpoints.Beside(provider.GetRequiredService<SqlReadModelStore>()));
            services.AddSingleton(provider => VersionStore.Beside(provider.GetRequiredService<SqlReadModelStore>(), provider.GetRequiredService<TimeProvider>()));
            return services;
        }
    }
}
