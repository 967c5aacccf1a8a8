using Microsoft.Extensions.Options;

namespace CommandProcessor.Client;

/// <summary>Says every mistake in the options at once.</summary>
[OptionsValidator]
internal sealed partial class AnnotationsValidator : IValidateOptions<CommandProcessorClientOptions>;

internal sealed class CommandProcessorClientOptionsValidator : IValidateOptions<CommandProcessorClientOptions>
{
    private readonly AnnotationsValidator _annotations = new();

    public ValidateOptionsResult Validate(string? name, CommandProcessorClientOptions options)
    {
        var mistakes = new List<string>(_annotations.Validate(name, options).Failures ?? []);
        if (options.RetryDelay > options.RetryDelayMax)
            mistakes.Add($"RetryDelay {options.RetryDelay} exceeds RetryDelayMax {options.RetryDelayMax}.");
        if (options.Principal is { } principal && (string.IsNullOrWhiteSpace(principal) || principal.Any(char.IsControl)))
            mistakes.Add("Principal is blank or holds a control character.");
        return mistakes.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(mistakes);
    }
}
