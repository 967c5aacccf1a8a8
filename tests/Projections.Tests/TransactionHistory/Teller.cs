using CommandProcessor.Grains.Interfaces.Accounts;
using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Interfaces.Payments;
using CommandProcessor.Grains.Interfaces.Transfers;
using static CommandProcessor.Grains.Interfaces.Accounts.AccountEvent;

namespace CommandProcessor.Projections.Tests.TransactionHistory;

/// <summary>Writes what happens to an owner's accounts, payments and transfers, a minute apart.</summary>
internal sealed class Teller(MemoryJournal journal, string owner)
{
    private DateTimeOffset _now = Sample.Day;

    public AccountId Main { get; } = new(owner, "main");

    public AccountId Savings { get; } = new(owner, "savings");

    public AccountId Shop { get; } = new("shop", "till");

    public PaymentId Payment { get; } = new(owner, "p1");

    public TransferId Transfer { get; } = new(owner, "t1");

    public PaymentTerms Terms => new(new(owner, "1"), Main, Shop, "GBP");

    public DateTimeOffset Now() => _now += TimeSpan.FromMinutes(1);

    public RecordedEvent Append(AccountId account, AccountEvent happened) =>
        journal.Append(account.PartitionKey, account.Aggregate, AccountEventCodec.Instance.Encode(happened));

    public RecordedEvent Append(PaymentEvent happened) =>
        journal.Append(Payment.PartitionKey, Payment.Aggregate, PaymentEventCodec.Instance.Encode(happened));

    public RecordedEvent Append(TransferEvent happened) =>
        journal.Append(Transfer.PartitionKey, Transfer.Aggregate, TransferEventCodec.Instance.Encode(happened));

    public RecordedEvent Open(AccountId account, decimal overdraftLimit = 0m) => Append(account, new AccountOpened("GBP", overdraftLimit, Now()));

    public RecordedEvent Deposit(AccountId account, decimal amount) => Append(account, new MoneyDeposited(amount, "GBP", "Cash", Now()));

    public RecordedEvent Hold(AccountId account, string name, decimal amount) =>
        Append(account, new HoldPlaced(name, amount, "GBP", Sample.Day.AddDays(9), name, Now()));

    public RecordedEvent Capture(AccountId account, string name, decimal amount, decimal freed = 0m) =>
        Append(account, new HoldCaptured(name, amount, freed, "GBP", name, Now()));

    public RecordedEvent Credit(AccountId account, string name, decimal amount, CreditKind kind = CreditKind.Sent) =>
        Append(account, new MoneyCredited(amount, "GBP", name, kind, Now()));
}
