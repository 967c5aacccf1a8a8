using System.Globalization;
using CommandProcessor.Grains.Interfaces.Accounting;
using CommandProcessor.Projections.Partitions;

namespace CommandProcessor.Projections.Accounting;

/// <summary>
/// The books of a partition: what was posted to each account of the ledger, ever, by month and by day, and the journal. Debits equal credits after
/// every event, for each entry posts the same to both sides; what is in transit is zero only over all partitions.
/// </summary>
/// <remarks>
/// Bounds, for C currencies that are used (at most the 155 of ISO 4217) and the 12 accounts of the chart: 12·C rows of totals, 12·C a month,
/// 12·C for each of <see cref="AccountingLimits.DayCountMax"/> days, and one for each payment between the request of its capture and the end of it.
/// With one currency and ten years that is some 11,000 rows of 150 bytes. Entries are in the database only.
/// </remarks>
public sealed class AccountingModel : PartitionModel
{
    private const string TheOne = "newest";

    public AccountingModel()
    {
        Totals = Table("totals", AccountingJson.Default.Turnover);
        Months = Table("months", AccountingJson.Default.Turnover);
        Days = Table("days", AccountingJson.Default.Turnover);
        Captures = Table("captures", AccountingJson.Default.OpenCapture);
        Newest = Table("newest-day", AccountingJson.Default.NewestDay);
        Journal = Log(AccountingJson.Default.JournalEntry);
    }

    public ModelTable<Turnover> Totals { get; }

    public ModelTable<Turnover> Months { get; }

    public ModelTable<Turnover> Days { get; }

    /// <summary>By payment.</summary>
    public ModelTable<OpenCapture> Captures { get; }

    public ModelTable<NewestDay> Newest { get; }

    /// <summary>An entry's id is partition and position of its event: no two of the whole journal have the same.</summary>
    public ModelLog<JournalEntry> Journal { get; }

    public DateOnly? NewestDay => Newest.Find(TheOne)?.Day;

    internal void Post(JournalEntry entry)
    {
        var day = DateOnly.FromDateTime(entry.At.UtcDateTime);
        if (!(NewestDay >= day)) MoveTo(day);
        var isKept = NewestDay is { } newest && newest.DayNumber - day.DayNumber < AccountingLimits.DayCountMax;
        var month = new DateOnly(day.Year, day.Month, 1);
        foreach (var posting in entry.Postings)
        {
            Post(Totals, null, entry.Currency, posting);
            Post(Months, month, entry.Currency, posting);
            if (isKept) Post(Days, day, entry.Currency, posting);
        }

        Journal.Write(string.Create(CultureInfo.InvariantCulture, $"{entry.Partition}@{entry.Position}"), entry.At, entry);
    }

    private static void Post(ModelTable<Turnover> table, DateOnly? period, string currency, LedgerPosting posting)
    {
        var key = Key(period, currency, posting.Account);
        table.Set(key, (table.Find(key) ?? new(period, currency, posting.Account, 0, 0)).With(posting));
    }

    /// <summary>Forgets the days that are no longer among the newest.</summary>
    private void MoveTo(DateOnly newest)
    {
        if (NewestDay is { } before)
        {
            var oldest = before.DayNumber - AccountingLimits.DayCountMax + 1;
            var goneTo = Math.Min(before.DayNumber, newest.DayNumber - AccountingLimits.DayCountMax);
            for (var day = Math.Max(oldest, 0); day <= goneTo; day++)
            {
                foreach (var total in Totals.Rows.Values) Days.Remove(Key(DateOnly.FromDayNumber(day), total.Currency, total.Account));
            }
        }

        Newest.Set(TheOne, new(newest));
    }

    private static string Key(DateOnly? period, string currency, LedgerAccount account) => period is { } day
        ? string.Create(CultureInfo.InvariantCulture, $"{day:yyyy-MM-dd}/{currency}/{account}")
        : $"{currency}/{account}";
}
