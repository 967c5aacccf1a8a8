using CommandProcessor.Grains.Interfaces.Accounts;
using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Interfaces.Transfers;
using CommandProcessor.Silo.Bank;

namespace CommandProcessor.Silo.Tests.Bank;

/// <summary>Events as a bank's journal would have them, for a transfer of ten pounds from its first account to its second.</summary>
internal sealed class BankEvents(BankLedger ledger, BankPlan plan)
{
    public const decimal Amount = 10m;

    private static readonly DateTimeOffset Now = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    public AccountId Payer => plan.AccountOf(0);

    public AccountId Payee => plan.AccountOf(1);

    public TransferId Transfer => new(Payer.Owner, $"s{plan.Seed}-1");

    public string Name => Transfer.Aggregate.Value;

    public BankEvents Open() =>
        To(Payer, new AccountEvent.AccountOpened("GBP", 0, Now)).To(Payee, new AccountEvent.AccountOpened("GBP", 0, Now));

    public BankEvents Fund()
    {
        var deposit = new AccountEvent.MoneyDeposited(BankPlan.Funding, "GBP", "Opening balance", Now);
        return Open().To(Payer, deposit).To(Payee, deposit);
    }

    public BankEvents Request() => ToTransfer(new TransferEvent.TransferRequested(Payer, Payee, Amount, "GBP", "", Now));

    public BankEvents Hold() => To(Payer, new AccountEvent.HoldPlaced(Name, Amount, "GBP", Now.AddDays(1), Name, Now));

    public BankEvents Take(decimal amount = Amount) => To(Payer, new AccountEvent.HoldCaptured(Name, amount, Amount - amount, "GBP", Name, Now));

    public BankEvents TakeIn(decimal amount = Amount) => To(Payee, new AccountEvent.MoneyCredited(amount, "GBP", Name, CreditKind.Sent, Now));

    public BankEvents Decline() => To(Payee, new AccountEvent.CreditDeclined(Amount, "GBP", Name, Payer, 203, "Frozen", Now));

    public BankEvents Return() => To(Payer, new AccountEvent.MoneyCredited(Amount, "GBP", Name, CreditKind.Returned, Now));

    public BankEvents Complete() => ToTransfer(new TransferEvent.TransferCompleted(Now));

    public BankEvents Reject() => ToTransfer(new TransferEvent.TransferRejected(203, "Frozen", Now));

    private BankEvents To(AccountId account, AccountEvent happened) =>
        Apply(account.PartitionKey, account.Aggregate, AccountEventCodec.Instance.Encode(happened));

    private BankEvents ToTransfer(TransferEvent happened) =>
        Apply(Transfer.PartitionKey, Transfer.Aggregate, TransferEventCodec.Instance.Encode(happened));

    private BankEvents Apply(PartitionKey key, AggregateId aggregate, EventData data)
    {
        var commandId = CommandId.New(TimeProvider.System);
        ledger.Apply(new()
        {
            Partition = 0,
            Position = 1,
            Previous = 0,
            Key = key,
            Aggregate = aggregate,
            Version = 1,
            Type = data.Type,
            SchemaVersion = data.SchemaVersion,
            Context = new() { CommandId = commandId, CorrelationId = commandId.Value, Principal = "test" },
            RecordedAt = Now,
            Body = data.Body,
            Hash = ReadOnlyMemory<byte>.Empty,
        });
        return this;
    }
}
