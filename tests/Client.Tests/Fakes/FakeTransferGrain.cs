using CommandProcessor.Grains.Interfaces.Transfers;

namespace CommandProcessor.Client.Tests.Fakes;

public sealed class FakeTransferGrain : FakeAggregateGrain<TransferCommand, TransferView>, ITransferGrain;
