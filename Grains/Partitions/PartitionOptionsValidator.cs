using Microsoft.Extensions.Options;

namespace CommandProcessor.Grains.Partitions;

/// <summary>Bounds that must fit each other.</summary>
public sealed class PartitionOptionsValidator : IValidateOptions<PartitionOptions>
{
    public ValidateOptionsResult Validate(string? name, PartitionOptions options)
    {
        var mistakes = new ValidateOptionsResultBuilder();
        if (options.BatchBytesMax > options.QueueBytesMax)
            mistakes.AddError($"BatchBytesMax {options.BatchBytesMax} is above QueueBytesMax {options.QueueBytesMax}: the queue would never fill a batch.");
        if (options.PublishRetryDelayMs > options.PublishRetryDelayMaxMs)
            mistakes.AddError($"PublishRetryDelayMs {options.PublishRetryDelayMs} is above PublishRetryDelayMaxMs {options.PublishRetryDelayMaxMs}.");
        if (options.BatchEventCountMax > options.PublishBufferEventCountMax)
            mistakes.AddError($"BatchEventCountMax {options.BatchEventCountMax} is above PublishBufferEventCountMax {options.PublishBufferEventCountMax}: full batches would always be read back.");
        return mistakes.Build();
    }
}
