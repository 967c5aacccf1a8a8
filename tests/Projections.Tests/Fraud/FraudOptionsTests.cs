using CommandProcessor.Projections.Fraud;
using CommandProcessor.Projections.Recommendations;
using CommandProcessor.Projections.Runtime;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace CommandProcessor.Projections.Tests.Fraud;

public sealed class FraudOptionsTests
{
    [Fact]
    public void Defaults_are_valid()
    {
        Assert.Equal(5, Read<FraudOptions>([]).Velocity.CountMin);
        Assert.Equal(90, Read<RecommendationOptions>([]).HalfLifeDays);
    }

    [Fact]
    public void Rules_and_thresholds_are_options()
    {
        var options = Read<FraudOptions>(new()
        {
            [$"{FraudOptions.Section}:Velocity:CountMin"] = "9",
            [$"{FraudOptions.Section}:RefundAbuse:IsOn"] = "false",
            [$"{FraudOptions.Section}:LargeFirstOrder:AmountMin:EUR"] = "700",
        });

        Assert.Equal((9, false), (options.Velocity.CountMin, options.RefundAbuse.IsOn));
        Assert.Equal((700m, 1_000m, 200_000m), (options.LargeFirstOrder.AmountMinOf("EUR"), options.LargeFirstOrder.AmountMinOf("GBP"), options.LargeFirstOrder.AmountMinOf("JPY")));
    }

    [Fact]
    public void Every_mistake_is_named_at_once()
    {
        var exception = Assert.Throws<OptionsValidationException>(() => Read<FraudOptions>(new()
        {
            [$"{FraudOptions.Section}:CustomerCountMax"] = "1",
            [$"{FraudOptions.Section}:Velocity:CountMin"] = "1",
            [$"{FraudOptions.Section}:ManyPayers:Score"] = "101",
            [$"{FraudOptions.Section}:UnusualAmount:HistoryCountMin"] = "20",
            [$"{FraudOptions.Section}:RefundAbuse:CountMin"] = "40",
            [$"{FraudOptions.Section}:LargeFirstOrder:AmountMin:XXX"] = "-1",
        }));

        Assert.Equal(7, exception.Failures.Count());
        Assert.Contains("FraudOptions.UnusualAmount.HistoryCountMin 20 exceeds its HistoryCountMax 16.", exception.Failures);
        Assert.Contains("FraudOptions.RefundAbuse.CountMin 40 exceeds its HistoryCountMax 32.", exception.Failures);
        Assert.Contains("FraudOptions.LargeFirstOrder.AmountMin names the currency 'XXX', which is unknown.", exception.Failures);
        Assert.Contains("FraudOptions.LargeFirstOrder.AmountMin of XXX is -1; it must be between 0.001 and 1000000000000.", exception.Failures);
    }

    private static T Read<T>(Dictionary<string, string?> settings)
        where T : class
    {
        using var provider = new ServiceCollection()
            .AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(settings).Build())
            .AddProjections()
            .BuildServiceProvider();
        return provider.GetRequiredService<IOptions<T>>().Value;
    }
}
