using CommandProcessor.Grains.Interfaces.Orders;

namespace CommandProcessor.Benchmarks.Commands.PlainGrain;

/// <summary>Answers with the version of the order when its state is durable.</summary>
[Alias("benchmark.IPlainOrderGrain")]
public interface IPlainOrderGrain : IGrainWithStringKey
{
    [Alias("Place")]
    Task<long> PlaceAsync(OrderCommand.PlaceOrder command, CancellationToken cancellationToken);

    [Alias("Amend")]
    Task<long> AmendAsync(OrderCommand.AmendOrder command, CancellationToken cancellationToken);
}
