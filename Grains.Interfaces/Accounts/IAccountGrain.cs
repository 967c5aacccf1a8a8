using CommandProcessor.Grains.Interfaces.Commands;

namespace CommandProcessor.Grains.Interfaces.Accounts;

/// <summary>One account; its key is an <see cref="AccountId"/>.</summary>
[Alias("CommandProcessor.IAccountGrain")]
public interface IAccountGrain : IViewedAggregateGrain<AccountCommand, AccountView>;
