using System.Globalization;
using CommandProcessor.Client;
using CommandProcessor.Journal;
using CommandProcessor.Projections.Runtime;
using CommandProcessor.Silo.Hosting;
using CommandProcessor.Silo.Road;
using CommandProcessor.Silo.Verification.Accounting;

namespace CommandProcessor.Silo.Verification;

/// <summary>Recomputes everything that can be recomputed from the journal, and compares.</summary>
internal sealed class SystemVerifier(IJournal journal, ProjectionVerifier projections, BooksReader books, Processes processes, AccountingQueries accounting, SiloOptions options)
{
    private const int DifferenceCountMax = 100;

    public async Task<VerificationResult> VerifyAsync(CancellationToken cancellationToken)
    {
        var findings = new List<Finding> { await VerifyJournalAsync(cancellationToken) };
        foreach (var projection in projections.Projections)
        {
            var report = await projections.VerifyAsync(projection, progress: null, cancellationToken);
            var beside = report.Beside == 0 ? "" : Text($" and {report.Beside:N0} entries of an index");
            var what = Text($"{report.Keys:N0} read models with {report.Items:N0} items{beside} equal a fresh fold of {report.Events:N0} events; {report.Parked} parked");
            findings.Add(new(projection, what, report.DifferenceCount, report.Differences));
        }

        if (options.Kafka.BootstrapServers.Length > 0) findings.Add(await VerifyTopicAsync(cancellationToken));
        var added = await books.ReadAsync(cancellationToken);
        findings.AddRange(await FindingsOfAsync(added, cancellationToken));
        findings.Add(await VerifyLedgerAsync(added, cancellationToken));
        return new(findings, added);
    }

    private async Task<IReadOnlyList<Finding>> FindingsOfAsync(Books added, CancellationToken cancellationToken)
    {
        var money = string.Join("; ", added.Money.Totals().Select(total => Text(
            $"{total.Currency} {total.PaidIn:N2} paid in less {total.PaidOut:N2} paid out are the {total.Balances:N2} of {total.AccountCount:N0} accounts ({total.Held:N2} held) and {total.InTransit:N2} in transit")));
        var stock = added.Pieces;
        var pieces = Text(
            $"{stock.ProductCount:N0} products: {stock.Received:N0} pieces received, {stock.CameBack:N0} come back, {stock.Counted:N0} more by counts and {stock.Shipped:N0} shipped leave {stock.OnHand:N0} ({stock.Booked:N0} booked)");
        var book = added.Processes;
        var under = Text(
            $"{book.Orders.Count:N0} orders, {book.Payments.Count:N0} payments, {book.Transfers.Count:N0} transfers, {book.ShipmentCount:N0} shipments agree with each other, with accounts and with products; none older than its time-out, nothing held or booked by one that has ended");
        var parked = await processes.ReadParkedAsync(cancellationToken);
        foreach (var reaction in parked) added.ProcessFaults.Add($"{reaction.Reactor} {reaction.Process} is parked since {reaction.Since:u}: {reaction.Error}");
        return [Of("money", money.Length == 0 ? "no accounts" : money, added.MoneyFaults), Of("stock", pieces, added.StockFaults), Of("processes", under, added.ProcessFaults) with { Open = OpenOf(added.Orders) }];
    }

    private static IReadOnlyList<string> OpenOf(OrderAudit orders)
    {
        (OpenItems Items, string What)[] all =
        [
            (orders.NotPaid, "orders are delivered or on their way and not paid"),
            (orders.PaidInPart, "orders are delivered or on their way and were charged in part"),
            (orders.NotPaidBack, "orders are to be paid back, and could not be"),
            (orders.ByHand, "orders were moved on by hand, so that their shipments and payments may stand elsewhere"),
        ];
        return [.. all.Where(open => open.Items.Count > 0).Select(open => Text($"{open.Items.Count:N0} {open.What}: {open.Items}"))];
    }

    private async Task<Finding> VerifyLedgerAsync(Books added, CancellationToken cancellationToken)
    {
        var faults = new Faults();
        try
        {
            new LedgerAudit(added, await accounting.GetTrialBalanceAsync(cancellationToken), faults).Run();
        }
        catch (QueryNotAnsweredException exception)
        {
            faults.Add($"{exception.Message}");
        }

        return Of("ledger", "the trial balance that accounting shows is that of all accounts and payments", faults);
    }

    private static Finding Of(string part, string what, Faults faults) => new(part, what, faults.Count, faults.Kept);

    private async Task<Finding> VerifyJournalAsync(CancellationToken cancellationToken)
    {
        var verifier = new JournalVerifier(journal);
        var faults = new List<string>();
        var events = 0L;
        for (var partition = 0; partition < journal.Partitioning.PartitionCount; partition++)
        {
            var report = await verifier.VerifyAsync(partition, progress: null, cancellationToken);
            events += report.EventCount;
            faults.AddRange(report.Faults.Select(fault => Text($"partition {partition}, position {fault.Position}: {fault.Description}")));
        }

        var what = Text($"{events:N0} events in {journal.Partitioning.PartitionCount} partitions: positions and versions without gaps, no command carried out twice, hash chain unbroken");
        return new("journal", what, faults.Count, [.. faults.Take(DifferenceCountMax)]);
    }

    private async Task<Finding> VerifyTopicAsync(CancellationToken cancellationToken)
    {
        var settings = new Dictionary<string, string>(options.Kafka.Librdkafka) { ["bootstrap.servers"] = options.Kafka.BootstrapServers };
        var verifier = new TopicVerifier(journal, settings, options.Kafka.Topic);
        var differences = new List<string>();
        long compared = 0, repeats = 0, foreign = 0;
        for (var partition = 0; partition < journal.Partitioning.PartitionCount; partition++)
        {
            var report = await verifier.VerifyAsync(partition, cancellationToken);
            compared += report.Compared;
            repeats += report.Repeats;
            foreign += report.Foreign;
            differences.AddRange(report.Differences.Select(difference => Text($"partition {partition}: {difference}")));
        }

        var what = Text($"{compared:N0} records equal the journal; {repeats:N0} repeats, {foreign:N0} that are not ours");
        return new("topic " + options.Kafka.Topic, what, differences.Count, [.. differences.Take(DifferenceCountMax)]);
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
