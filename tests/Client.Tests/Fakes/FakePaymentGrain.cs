using CommandProcessor.Grains.Interfaces.Payments;

namespace CommandProcessor.Client.Tests.Fakes;

public sealed class FakePaymentGrain : FakeAggregateGrain<PaymentCommand, PaymentView>, IPaymentGrain;
