using CommandProcessor.Grains.Interfaces.Accounts;
using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Interfaces.Fraud;
using CommandProcessor.Grains.Interfaces.FraudAlerts;
using CommandProcessor.Grains.Interfaces.Orders;
using CommandProcessor.Grains.Interfaces.Payments;
using CommandProcessor.Grains.Interfaces.Transfers;
using CommandProcessor.Projections.Partitions;

namespace CommandProcessor.Projections.Fraud;

/// <summary>
/// Raises alerts about customers. Everything that a rule looks at has the customer's key, so each rule is exact within one partition: also
/// who sends money to whom, which is seen where it arrives.
/// </summary>
public sealed class FraudProjection(FraudOptions options) : IPartitionProjection<FraudModel>
{
    public const string ProjectionName = "fraud-report";

    private readonly FraudRules _rules = new(options);

    public string Name => ProjectionName;

    public int Version => 1;

    public string Rules { get; } = RulesFingerprint.Of(options, FraudJson.Default.FraudOptions);

    public FraudModel NewModel() => new(options);

    public void Apply(FraudModel model, RecordedEvent recorded)
    {
        if (recorded.Previous == 0 && recorded.Key.Kind == PartitionKey.CustomerKind) // From the first event on, whatever it is.
            model.Customers.Set(recorded.Key.Name, new() { ChangedAt = recorded.Position, IsWhole = true });
        switch (recorded.Type)
        {
            case "order-placed" when OrderEventCodec.Instance.Decode(recorded) is OrderEvent.OrderPlaced e:
                Judge(model, recorded, e.OrderedAt, (customer, evidence) => _rules.OrderPlaced(customer, evidence, e));
                break;
            case "order-amended" when OrderEventCodec.Instance.Decode(recorded) is OrderEvent.OrderAmended e:
                Judge(model, recorded, e.AmendedAt, (customer, evidence) => _rules.OrderAmended(customer, evidence, e));
                break;
            case "transfer-requested" when TransferEventCodec.Instance.Decode(recorded) is TransferEvent.TransferRequested e:
                Judge(model, recorded, e.RequestedAt, _rules.TransferRequested);
                break;
            case "payment-declined" when PaymentEventCodec.Instance.Decode(recorded) is PaymentEvent.PaymentDeclined e:
                Judge(model, recorded, e.DeclinedAt, _rules.PaymentDeclined);
                break;
            case "payment-authorized" when PaymentEventCodec.Instance.Decode(recorded) is PaymentEvent.PaymentAuthorized e:
                if (model.Customers.Find(recorded.Key.Name) is { Declines.IsEmpty: false }) Judge(model, recorded, e.AuthorizedAt, _rules.PaymentAuthorized);
                break;
            case "payment-completed" when PaymentEventCodec.Instance.Decode(recorded) is PaymentEvent.PaymentCompleted e:
                Judge(model, recorded, e.CompletedAt, (customer, evidence) => _rules.Settled(customer, new(evidence, e.Terms.Currency, e.Amount)));
                break;
            case "payment-refund-completed" when PaymentEventCodec.Instance.Decode(recorded) is PaymentEvent.RefundCompleted e:
                Judge(model, recorded, e.CompletedAt, (customer, evidence) => _rules.Settled(customer, new(evidence, e.Terms.Currency, e.Amount, IsRefund: true)));
                break;
            case "account-opened" when AccountEventCodec.Instance.Decode(recorded) is AccountEvent.AccountOpened e:
                Judge(model, recorded, e.OpenedAt, (customer, _) => FraudRules.AccountOpened(customer, e.OpenedAt));
                break;
            case "account-credited" when AccountEventCodec.Instance.Decode(recorded) is AccountEvent.MoneyCredited { Kind: CreditKind.Sent } e:
                if (AggregateId.Names(e.Source, out TransferId transfer) && transfer.Owner != recorded.Key.Name)
                    Judge(model, recorded, e.CreditedAt, (customer, evidence) => _rules.MoneyArrived(customer, evidence, transfer.Owner));
                break;
            case "fraud-alert-acknowledged" when FraudAlertEventCodec.Instance.Decode(recorded) is FraudAlertEvent.AlertAcknowledged e:
                FraudAlerts.Acknowledge(model, FraudAlertId.Parse(recorded.Aggregate.GrainKey), e);
                break;
        }
    }

    private void Judge(FraudModel model, RecordedEvent recorded, DateTimeOffset at, Func<FraudCustomer, FraudEvidence, FraudJudgement> judge)
    {
        var name = recorded.Key.Name;
        var customer = model.Customers.Find(name) ?? new FraudCustomer { ChangedAt = recorded.Position, IsWhole = false };
        var judgement = judge(customer, new(recorded.Position, recorded.Aggregate.Value, recorded.Type, at));
        customer = judgement.Customer;
        foreach (var finding in judgement.Findings) customer = FraudAlerts.Report(model, options, recorded, customer, finding);
        model.Customers.Set(name, customer with { ChangedAt = recorded.Position });
    }
}
