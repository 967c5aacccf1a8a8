namespace CommandProcessor.Projections.Tests;

[CollectionDefinition(nameof(ProjectionCluster))]
public sealed class ProjectionClusterCollection : ICollectionFixture<ProjectionCluster>;
