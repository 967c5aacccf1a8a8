using CommandProcessor.Grains.Interfaces.Commands;

namespace CommandProcessor.Grains.Interfaces.Payments;

/// <summary>One payment; its key is a <see cref="PaymentId"/>.</summary>
[Alias("CommandProcessor.IPaymentGrain")]
public interface IPaymentGrain : IViewedAggregateGrain<PaymentCommand, PaymentView>;
