using Orleans.Metadata;

namespace CommandProcessor.Grains.Interfaces.Placement;

/// <summary>
/// Names the view that a grain class belongs to, so that a silo can host some views and not others. The cluster's manifest tells which.
/// </summary>
/// <param name="name">As the view is called everywhere, such as "fraud-report".</param>
[AttributeUsage(AttributeTargets.Class)]
public sealed class HostedViewAttribute(string name) : Attribute, IGrainPropertiesProviderAttribute
{
    /// <summary>The property of a grain class that tells its view.</summary>
    public const string ViewProperty = "command-processor.view";

    /// <summary>The property of a grain class that tells by which version of the code its view is folded.</summary>
    public const string FoldProperty = "command-processor.fold";

    public string Name { get; } = name;

    public void Populate(IServiceProvider services, Type grainClass, GrainType grainType, Dictionary<string, string> properties) =>
        properties[ViewProperty] = Name;
}
