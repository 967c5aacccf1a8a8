using System.Collections.Immutable;
using System.Globalization;
using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Interfaces.Fraud;
using CommandProcessor.Grains.Interfaces.FraudAlerts;

namespace CommandProcessor.Projections.Fraud;

/// <summary>
/// Raises alerts, lets those of a rule that goes on to hold grow, and closes them. The id of an alert is the rule and the position of the
/// event, so a fold of the same events by the same rules names it alike for ever, and an acknowledgement finds it also after a rebuild.
/// </summary>
internal static class FraudAlerts
{
    private const string EndsKey = "alerts";

    /// <summary>Returns the customer with what is to be remembered of the alert.</summary>
    public static FraudCustomer Report(FraudModel model, FraudOptions options, RecordedEvent recorded, FraudCustomer customer, FraudFinding finding)
    {
        var episode = customer.Episodes.FirstOrDefault(known => known.Rule == finding.Rule);
        if (finding is not FraudFinding.Fired fired) return episode is null ? customer : customer with { Episodes = customer.Episodes.Remove(episode) };
        if (!fired.IsLasting)
        {
            Raise(model, options, recorded, fired);
            return customer;
        }

        // It grows by doubling: a run of n events writes its alert log n times.
        if (episode is not null && fired.Evidence.Length < 2 * episode.Count) return customer;
        var number = episode is not null && Grow(model, options, recorded, episode, fired) ? episode.Alert : Raise(model, options, recorded, fired);
        var others = episode is null ? customer.Episodes : customer.Episodes.Remove(episode);
        return customer with { Episodes = others.Add(new(fired.Rule, number, fired.Evidence.Length)) };
    }

    public static void Acknowledge(FraudModel model, FraudAlertId id, FraudAlertEvent.AlertAcknowledged e)
    {
        // One that lapsed, or that today's rules do not raise, has nothing to be marked: the journal keeps what was said about it.
        if (!model.Open.TryFind(id.GrainKey, out var alert)) return;
        model.Open.Remove(id.GrainKey);
        Write(model, alert with { Status = FraudAlertStatus.Acknowledged, Acknowledgement = new(e.By, e.Note, e.Verdict, e.AcknowledgedAt) });
        var total = TotalOf(model, alert.Rule);
        SetTotal(model, e.Verdict switch
        {
            FraudVerdict.Fraud => total with { Fraud = total.Fraud + 1 },
            FraudVerdict.Genuine => total with { Genuine = total.Genuine + 1 },
            _ => total with { Unclear = total.Unclear + 1 },
        });
    }

    private static string Raise(FraudModel model, FraudOptions options, RecordedEvent recorded, FraudFinding.Fired fired)
    {
        var number = string.Create(CultureInfo.InvariantCulture, $"{NameOf(fired.Rule)}-{recorded.Position}");
        var alert = new FraudAlert
        {
            Id = new(recorded.Key.Name, number),
            Rule = fired.Rule,
            Status = FraudAlertStatus.Open,
            Score = fired.Score,
            Reason = fired.Reason,
            Evidence = NewestOf(fired.Evidence, options),
            RaisedAt = fired.Evidence[^1].At,
            Position = new(recorded.Partition, recorded.Position),
        };
        model.Open.Set(alert.Id.GrainKey, alert);
        Write(model, alert);
        var total = TotalOf(model, fired.Rule);
        SetTotal(model, total with { Raised = total.Raised + 1 });
        Queue(model, options, alert.Id.GrainKey);
        return number;
    }

    /// <summary>False if it is not open any more: what goes on after somebody has looked into it is a new alert.</summary>
    private static bool Grow(FraudModel model, FraudOptions options, RecordedEvent recorded, FraudEpisode episode, FraudFinding.Fired fired)
    {
        var key = new FraudAlertId(recorded.Key.Name, episode.Alert).GrainKey;
        if (!model.Open.TryFind(key, out var alert)) return false;
        var grown = alert with
        {
            Score = fired.Score,
            Reason = fired.Reason,
            Evidence = NewestOf(fired.Evidence, options),
            Position = new(recorded.Partition, recorded.Position),
        };
        model.Open.Set(key, grown);
        Write(model, grown);
        return true;
    }

    /// <summary>The newest few stay open, of however many.</summary>
    private static void Queue(FraudModel model, FraudOptions options, string id)
    {
        var ends = model.Ends.Find(EndsKey) ?? new(1, 1);
        model.Queue.Set(Name(ends.Next), new(id));
        ends = ends with { Next = ends.Next + 1 };
        for (; ends.Next - ends.First > options.OpenAlertCountMax; ends = ends with { First = ends.First + 1 })
        {
            var oldest = Name(ends.First);
            if (model.Queue.Find(oldest) is { } queued) Lapse(model, queued.Id);
            model.Queue.Remove(oldest);
        }

        model.Ends.Set(EndsKey, ends);
    }

    private static void Lapse(FraudModel model, string id)
    {
        if (!model.Open.TryFind(id, out var alert)) return;
        model.Open.Remove(id);
        Write(model, alert with { Status = FraudAlertStatus.Lapsed });
        var total = TotalOf(model, alert.Rule);
        SetTotal(model, total with { Lapsed = total.Lapsed + 1 });
    }

    /// <summary>Twice, as the log is read by category: among all alerts, and among those of its rule.</summary>
    private static void Write(FraudModel model, FraudAlert alert)
    {
        model.All.Write(alert.Id.GrainKey, alert.RaisedAt, alert);
        model.All.Write($"{alert.Id.GrainKey}/{NameOf(alert.Rule)}", alert.RaisedAt, alert, (int)alert.Rule);
    }

    private static FraudRuleTotal TotalOf(FraudModel model, FraudRule rule) => model.Totals.Find(NameOf(rule)) ?? new(rule, 0, 0, 0, 0, 0);

    private static void SetTotal(FraudModel model, FraudRuleTotal total) => model.Totals.Set(NameOf(total.Rule), total);

    private static ImmutableArray<FraudEvidence> NewestOf(ImmutableArray<FraudEvidence> evidence, FraudOptions options) =>
        evidence.Length <= options.EvidenceCountMax ? evidence : evidence[^options.EvidenceCountMax..];

    private static string Name(long number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>Stands in ids for ever.</summary>
    private static string NameOf(FraudRule rule) => rule switch
    {
        FraudRule.Velocity => "velocity",
        FraudRule.UnusualAmount => "unusual-amount",
        FraudRule.DeclinesThenSuccess => "declines-then-success",
        FraudRule.LargeFirstOrder => "large-first-order",
        FraudRule.RefundAbuse => "refund-abuse",
        FraudRule.ManyPayers => "many-payers",
        _ => throw new ArgumentOutOfRangeException(nameof(rule), $"{rule} is no rule."),
    };
}
