using CommandProcessor.Projections.Runtime;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace CommandProcessor.Projections.Tests.Runtime;

public sealed class ProjectionOptionsTests
{
    [Fact]
    public void Defaults_are_valid() => Assert.Equal(32, Read([]).ItemsInMemoryMax);

    [Fact]
    public void Every_mistake_is_named_at_once()
    {
        var exception = Assert.Throws<OptionsValidationException>(() => Read(new()
        {
            [$"{ProjectionOptions.Section}:ItemsInMemoryMax"] = "0",
            [$"{ProjectionOptions.Section}:SaveGroupMax"] = "1000000",
            [$"{ProjectionOptions.Section}:ViewWaitMs"] = "50000",
            [$"{ProjectionOptions.Section}:BuildShareMin"] = "0.9",
        }));

        Assert.Equal(4, exception.Failures.Count());
        Assert.Contains(exception.Failures, failure => failure.Contains("ItemsInMemoryMax", StringComparison.Ordinal));
        Assert.Contains(exception.Failures, failure => failure.Contains("SaveGroupMax", StringComparison.Ordinal));
        Assert.Contains("ProjectionOptions.ViewWaitMs 50000 exceeds ProjectionOptions.ViewWaitMaxMs 30000.", exception.Failures);
        Assert.Contains("ProjectionOptions.BuildShareMin 0.9 exceeds ProjectionOptions.BuildShareMax 0.8.", exception.Failures);
    }

    private static ProjectionOptions Read(Dictionary<string, string?> settings)
    {
        using var provider = new ServiceCollection()
            .AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(settings).Build())
            .AddProjections()
            .BuildServiceProvider();
        return provider.GetRequiredService<IOptions<ProjectionOptions>>().Value;
    }
}
