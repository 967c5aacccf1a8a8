using CommandProcessor.Grains.Interfaces.Accounts;

namespace CommandProcessor.Client.Tests.Fakes;

public sealed class FakeAccountGrain : FakeAggregateGrain<AccountCommand, AccountView>, IAccountGrain;
