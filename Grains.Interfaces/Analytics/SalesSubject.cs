namespace CommandProcessor.Grains.Interfaces.Analytics;

/// <summary>What sales can be ranked by.</summary>
[GenerateSerializer, Alias("sales-subject")]
public enum SalesSubject
{
    /// <summary>Where orders go.</summary>
    Country = 1,

    /// <summary>By SKU.</summary>
    Product = 2,

    /// <summary>As products are registered; those of products that are not are <see cref="AnalyticsLimits.OtherName"/>.</summary>
    Category = 3,

    Customer = 4,
}
