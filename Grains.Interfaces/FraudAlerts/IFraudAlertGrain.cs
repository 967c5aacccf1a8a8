using CommandProcessor.Grains.Interfaces.Commands;

namespace CommandProcessor.Grains.Interfaces.FraudAlerts;

/// <summary>What people say about one fraud alert; its key is a <see cref="FraudAlertId"/>.</summary>
[Alias("CommandProcessor.IFraudAlertGrain")]
public interface IFraudAlertGrain : IViewedAggregateGrain<FraudAlertCommand, FraudAlertView>;
