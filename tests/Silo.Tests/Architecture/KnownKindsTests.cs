using System.Reflection;
using CommandProcessor.Grains.Aggregates;
using CommandProcessor.Grains.History;
using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Interfaces.Placement;
using CommandProcessor.Grains.Interfaces.Queries;
using CommandProcessor.Grains.Interfaces.Stock;
using CommandProcessor.Projections.Runtime;
using CommandProcessor.Silo.Road;
using CommandProcessor.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Orleans;

namespace CommandProcessor.Silo.Tests.Architecture;

/// <summary>What has to be told in several places is told in all of them.</summary>
public sealed class KnownKindsTests
{
    private static readonly Type[] Grains = typeof(ProjectionDescription).Assembly.GetTypes();

    public static TheoryData<string> Kinds =>
    [
        .. typeof(AggregateId).Assembly.GetTypes()
            .Where(type => type.GetInterfaces().Any(one => one.IsGenericType && one.GetGenericTypeDefinition() == typeof(IAggregateIdentity<>)))
            .Select(type => (string?)type.GetField("Kind")?.GetRawConstantValue() ?? throw new InvalidOperationException($"{type} has no Kind.")),
    ];

    [Fact]
    public async Task Every_view_has_a_grain_that_a_silo_may_host_and_every_view_by_key_a_road()
    {
        await using var services = new ServiceCollection().AddSingleton<IConfiguration>(new ConfigurationBuilder().Build()).AddProjections().BuildServiceProvider();
        var views = services.GetServices<ProjectionDescription>().ToList();
        var hosted = Grains.Select(type => type.GetCustomAttribute<HostedViewAttribute>()?.Name).OfType<string>();
        var subscribed = Grains.SelectMany(type => type.GetCustomAttributesData())
            .Where(data => data.AttributeType == typeof(ImplicitStreamSubscriptionAttribute)).Select(data => (string?)data.ConstructorArguments[0].Value);
        var byKey = views.Where(view => !view.IsOverAll).Select(view => view.Name).Order(StringComparer.Ordinal).ToList();

        Assert.Equal(8, views.Count);
        Assert.Equal(views.Select(view => view.Name).Order(StringComparer.Ordinal), hosted.Distinct().Order(StringComparer.Ordinal));
        Assert.Equal(byKey, ViewRoads.All.Select(road => road.View).Order(StringComparer.Ordinal));
        Assert.Equal(byKey, subscribed.Order(StringComparer.Ordinal));
        Assert.All(views.Where(view => !view.IsOverAll), view => Assert.True(ViewRoads.All.Single(road => road.View == view.Name).Concerns(PartitionKey.Create(view.KeyKind, "x"))));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task The_past_of_every_kind_of_aggregate_can_be_read(string kind)
    {
        await using var journal = await TestJournal.CreateSqliteAsync(TestContext.Current.CancellationToken);
        var archive = new AggregateArchive(journal.Journal, new AggregateOptions());

        Assert.Null(await archive.ReadAsync(AggregateId.Create(kind, kind == Sku.Kind ? "85123A" : "17850/1"), new AsOf.Version(0), TestContext.Current.CancellationToken));
    }
}
