using CommandProcessor.Grains.Interfaces.FraudAlerts;

namespace CommandProcessor.Client.Tests.Fakes;

public sealed class FakeFraudAlertGrain : FakeAggregateGrain<FraudAlertCommand, FraudAlertView>, IFraudAlertGrain;
