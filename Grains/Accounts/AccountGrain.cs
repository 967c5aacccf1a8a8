using CommandProcessor.Grains.Aggregates;
using CommandProcessor.Grains.Interfaces.Commands;
using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Interfaces.Accounts;
using CommandProcessor.Grains.Interfaces.Placement;
using CommandProcessor.Grains.Interfaces.Queries;

namespace CommandProcessor.Grains.Accounts;

[PartitionPlacement(SiloRole.Write, PartitionKey.CustomerKind)]
internal sealed class AccountGrain(AggregateRuntime runtime)
    : AggregateGrain<AccountDecider, Account, AccountCommand, AccountEvent>(runtime, Definition), IAccountGrain
{
    internal static readonly AggregateDefinition<AccountEvent> Definition = new()
    {
        Kind = AccountId.Kind,
        PartitionKeyOf = key => AccountId.Parse(key).PartitionKey,
        Codec = AccountEventCodec.Instance,
        StateSchemaVersion = 1,
        RefusalRecordedBy = AccountRefusal.RecordedBy,
    };

    public Task<ViewAnswer<AccountView>> ReadAsync(CancellationToken cancellationToken) =>
        ReadAsync(static (state, version) => state.ToView(version), cancellationToken);

    public Task<ViewAnswer<AccountView>> ReadAfterAsync(long version, TimeSpan timeout, CancellationToken cancellationToken) =>
        ReadAfterAsync(version, timeout, static (state, newest) => state.ToView(newest), cancellationToken);

    public Task<ViewAnswer<AccountView>> ReadAsOfAsync(AsOf asOf, CancellationToken cancellationToken) =>
        ReadAsOfAsync(asOf, static (state, version) => state.ToView(version), cancellationToken);
}
