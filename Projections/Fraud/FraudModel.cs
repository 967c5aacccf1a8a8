using CommandProcessor.Grains.Interfaces.Fraud;
using CommandProcessor.Projections.Partitions;

namespace CommandProcessor.Projections.Fraud;

/// <summary>What is known of fraud in a partition: customers' recent pasts, alerts that are open, totals; and all alerts as a log.</summary>
public sealed class FraudModel : PartitionModel
{
    public FraudModel(FraudOptions options)
    {
        Customers = new(Table("customers", FraudJson.Default.FraudCustomer), Table("places", FraudJson.Default.BoundedPlace), options.CustomerCountMax, row => row.ChangedAt);
        Open = Table("open", FraudJson.Default.FraudAlert);
        Queue = Table("queue", FraudJson.Default.QueuedAlert);
        Ends = Table("ends", FraudJson.Default.QueueEnds);
        Totals = Table("totals", FraudJson.Default.FraudRuleTotal);
        All = Log(FraudJson.Default.FraudAlert);
    }

    /// <summary>By customer.</summary>
    public BoundedTable<FraudCustomer> Customers { get; }

    /// <summary>By the alert's id.</summary>
    public ModelTable<FraudAlert> Open { get; }

    /// <summary>The newest alerts in the order in which they were raised, by their number in it.</summary>
    public ModelTable<QueuedAlert> Queue { get; }

    /// <summary>Where the queue begins and ends; one row.</summary>
    public ModelTable<QueueEnds> Ends { get; }

    /// <summary>By rule.</summary>
    public ModelTable<FraudRuleTotal> Totals { get; }

    /// <summary>Every alert as it stands, under its rule, and under 0 among all.</summary>
    public ModelLog<FraudAlert> All { get; }
}

/// <summary>An alert that was raised, open or not.</summary>
public sealed record QueuedAlert(string Id);

/// <param name="First">Number of the oldest.</param>
/// <param name="Next">Number of the one that will be raised next.</param>
public sealed record QueueEnds(long First, long Next);
