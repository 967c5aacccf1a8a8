using Microsoft.Extensions.Options;

namespace Orleans.Streams.Kafka;

/// <summary>The data annotations of <see cref="KafkaStreamOptions"/>; their code is generated.</summary>
[OptionsValidator]
internal sealed partial class KafkaStreamAnnotationsValidator : IValidateOptions<KafkaStreamOptions>;
