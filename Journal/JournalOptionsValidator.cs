using Microsoft.Extensions.Options;

namespace CommandProcessor.Journal;

internal sealed class JournalOptionsValidator<TOptions> : IValidateOptions<TOptions>
    where TOptions : JournalOptions
{
    public ValidateOptionsResult Validate(string? name, TOptions options) =>
        options.Mistakes().ToList() is { Count: > 0 } mistakes ? ValidateOptionsResult.Fail(mistakes) : ValidateOptionsResult.Success;
}
