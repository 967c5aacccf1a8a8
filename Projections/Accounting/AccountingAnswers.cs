using System.Collections.Immutable;
using CommandProcessor.Grains.Interfaces.Accounting;
using CommandProcessor.Grains.Interfaces.Queries;
using CommandProcessor.Projections.Partitions;
using static CommandProcessor.Grains.Interfaces.Accounting.LedgerAccount;

namespace CommandProcessor.Projections.Accounting;

/// <summary>What is asked of a partition's books, and how the answers of all partitions become one. Sums of sums: in any order, the same.</summary>
public static class AccountingAnswers
{
    /// <param name="atEndOf">Null for all that is known.</param>
    public static LedgerPart TotalsOf(AccountingModel model, DateOnly? atEndOf = null)
    {
        var periods = atEndOf is not { } day ? [] : (IsEndOfMonth(day) ? model.Months : model.Days).Rows.Values.Where(row => row.Period > day);
        return new([.. model.Totals.Rows.Values], [.. periods], model.NewestDay);
    }

    public static LedgerPart IncomeOf(AccountingModel model, IncomeRequest request)
    {
        var (periods, from) = request.By is IncomePeriod.Day ? (model.Days, request.From) : (model.Months, FirstOfMonth(request.From));
        return new(
            [.. model.Totals.Rows.Values.Where(IsShops)],
            [.. periods.Rows.Values.Where(row => row.Period >= from && IsShops(row))],
            model.NewestDay);
    }

    /// <summary>What had been posted by the end of a day is all that was ever, less what was later.</summary>
    /// <exception cref="ArgumentException">Days that old are forgotten, and it is no end of a month.</exception>
    public static TrialBalance MergeTotals(IReadOnlyList<LedgerPart> parts, DateOnly? atEndOf, ViewFreshness freshness)
    {
        if (atEndOf is { } day && !IsEndOfMonth(day) && KeptFrom(parts) is { } keptFrom && day.DayNumber + 1 < keptFrom.DayNumber)
            throw new ArgumentException($"{day:O} is no end of a month, and days are known from {keptFrom:O} on only.");
        var later = parts.SelectMany(part => part.Periods).Select(row => row with { Period = null, Debits = -row.Debits, Credits = -row.Credits });
        var lines = Sum(parts.SelectMany(part => part.Totals).Concat(later))
            .Where(row => row.Debits != 0 || row.Credits != 0)
            .OrderBy(row => row.Currency, StringComparer.Ordinal).ThenBy(row => row.Account)
            .Select(row => new LedgerLine(row.Currency, row.Account, row.Debits, row.Credits));
        return new([.. lines], atEndOf, freshness);
    }

    /// <summary>
    /// What is open at the end of a period is what is open now, less what later periods changed. A partition that is ahead of another has forgotten
    /// days that the other still has: only days that all of them have are told.
    /// </summary>
    public static IncomeReport MergeIncome(IReadOnlyList<LedgerPart> parts, IncomeRequest request, ViewFreshness freshness)
    {
        var keptFrom = request.By is IncomePeriod.Day ? KeptFrom(parts) : null;
        var totals = Sum(parts.SelectMany(part => part.Totals)).ToLookup(row => row.Currency);
        var lines = Sum(parts.SelectMany(part => part.Periods).Where(row => keptFrom is null || row.Period >= keptFrom))
            .GroupBy(row => row.Currency)
            .SelectMany(currency => Lines(currency.Key, [.. totals[currency.Key]], [.. currency]))
            .Where(line => line.Period <= request.To)
            .OrderBy(line => line.Period).ThenBy(line => line.Currency, StringComparer.Ordinal);
        return new([.. lines], keptFrom, freshness);
    }

    public static LogPageRequest LogOf(JournalRequest request) => LogPageRequest.Of(request.PageSize, request.After, request.From, request.Until);

    public static JournalPage PageOf(LogPage<JournalEntry> page) => new([.. page.Entries.Select(entry => entry.Entry)], page.Next?.ToString(), page.Freshness);

    private static IEnumerable<IncomeLine> Lines(string currency, Turnover[] totals, Turnover[] periods)
    {
        var (receivables, payable) = (Net(totals, Receivables), -Net(totals, RefundsPayable));
        foreach (var period in periods.GroupBy(row => row.Period ?? default).OrderByDescending(period => period.Key))
        {
            Turnover[] rows = [.. period];
            yield return new(
                period.Key, currency,
                Revenue: -Net(rows, Revenue),
                Refunds: Net(rows, Refunds),
                Received: Of(rows, ShopFunds)?.Debits ?? 0,
                PaidBack: Of(rows, ShopFunds)?.Credits ?? 0,
                Defaulted: Net(rows, Overdue),
                receivables, payable);
            receivables -= Net(rows, Receivables);
            payable += Net(rows, RefundsPayable);
        }
    }

    private static IEnumerable<Turnover> Sum(IEnumerable<Turnover> rows) => rows
        .GroupBy(row => (row.Period, row.Currency, row.Account))
        .Select(same => same.First() with { Debits = same.Sum(row => row.Debits), Credits = same.Sum(row => row.Credits) });

    /// <summary>What is left on the debit side.</summary>
    private static decimal Net(Turnover[] rows, LedgerAccount account) => Of(rows, account) is { } row ? row.Debits - row.Credits : 0;

    private static Turnover? Of(Turnover[] rows, LedgerAccount account) => Array.Find(rows, row => row.Account == account);

    /// <summary>The first day that every partition still has; null if nothing was posted.</summary>
    private static DateOnly? KeptFrom(IReadOnlyList<LedgerPart> parts) => parts.Max(part => part.NewestDay) is { } newest
        ? DateOnly.FromDayNumber(Math.Max(0, newest.DayNumber - AccountingLimits.DayCountMax + 1))
        : null;

    private static bool IsEndOfMonth(DateOnly day) => day.Day == DateTime.DaysInMonth(day.Year, day.Month);

    private static bool IsShops(Turnover row) => row.Account.Book is LedgerBook.Shop;

    private static DateOnly FirstOfMonth(DateOnly day) => new(day.Year, day.Month, 1);
}
