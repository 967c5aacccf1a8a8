using System.Globalization;
using Microsoft.Extensions.Options;

namespace CommandProcessor.Projections.Runtime;

/// <summary>Refuses options out of their ranges, and waits that contradict each other.</summary>
[OptionsValidator]
internal sealed partial class ProjectionOptionsRanges : IValidateOptions<ProjectionOptions>;

internal sealed class ProjectionOptionsValidator : IValidateOptions<ProjectionOptions>
{
    private readonly ProjectionOptionsRanges _ranges = new();

    public ValidateOptionsResult Validate(string? name, ProjectionOptions options)
    {
        var ranges = _ranges.Validate(name, options);
        var mistakes = ranges.Failures?.ToList() ?? [];
        var (wait, waitMax) = (options.ViewWaitMs, options.ViewWaitMaxMs);
        if (wait > waitMax) mistakes.Add($"ProjectionOptions.ViewWaitMs {wait} exceeds ProjectionOptions.ViewWaitMaxMs {waitMax}.");
        var (period, age) = (options.VersionLookPeriodMs, options.VersionAgeMaxMs);
        if (period > age) mistakes.Add($"ProjectionOptions.VersionLookPeriodMs {period} exceeds ProjectionOptions.VersionAgeMaxMs {age}.");
        var (least, most) = (options.BuildShareMin, options.BuildShareMax);
        if (least > most)
            mistakes.Add(string.Create(CultureInfo.InvariantCulture, $"ProjectionOptions.BuildShareMin {least} exceeds ProjectionOptions.BuildShareMax {most}."));
        return mistakes.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(mistakes);
    }
}
