using Microsoft.Extensions.Options;

namespace CommandProcessor.Projections.Recommendations;

/// <summary>Refuses options out of their ranges.</summary>
[OptionsValidator]
internal sealed partial class RecommendationOptionsValidator : IValidateOptions<RecommendationOptions>;
