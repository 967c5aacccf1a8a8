using System.Collections.Immutable;
using CommandProcessor.Grains.Interfaces.Accounting;
using CommandProcessor.Grains.Interfaces.Queries;
using static CommandProcessor.Grains.Interfaces.Accounting.LedgerAccount;

namespace CommandProcessor.Projections.Accounting;

/// <summary>What is asked of a partition's books, and how the answers of all partitions become one. Sums of sums: in any order, the same.</summary>
public static class AccountingAnswers
{
    public static LedgerPart TotalsOf(AccountingModel model) => new([.. model.Totals.Rows.Values], [], model.NewestDay);

    public static LedgerPart IncomeOf(AccountingModel model, IncomeRequest request)
    {
        var (periods, from) = request.By is IncomePeriod.Day ? (model.Days, request.From) : (model.Months, FirstOfMonth(request.From));
        return new(
            [.. model.Totals.Rows.Values.Where(IsShops)],
            [.. periods.Rows.Values.Where(row => row.Period >= from && IsShops(row))],
            model.NewestDay);
    }

    public static TrialBalance Merge(IReadOnlyList<LedgerPart> parts, ViewFreshness freshness) => new(
        [
            .. Sum(parts.SelectMany(part => part.Totals))
                .OrderBy(row => row.Currency, StringComparer.Ordinal).ThenBy(row => row.Account)
                .Select(row => new LedgerLine(row.Currency, row.Account, row.Debits, row.Credits)),
        ],
        freshness);

    /// <summary>
    /// What is open at the end of a period is what is open now, less what later periods changed. A partition that is ahead of another has forgotten
    /// days that the other still has: only days that all of them have are told.
    /// </summary>
    public static IncomeReport Merge(IReadOnlyList<LedgerPart> parts, IncomeRequest request, ViewFreshness freshness)
    {
        var keptFrom = request.By is IncomePeriod.Day && parts.Max(part => part.NewestDay) is { } newest && newest.DayNumber >= AccountingLimits.DayCountMax
            ? newest.AddDays(1 - AccountingLimits.DayCountMax)
            : (DateOnly?)null;
        var totals = Sum(parts.SelectMany(part => part.Totals)).ToLookup(row => row.Currency);
        var lines = Sum(parts.SelectMany(part => part.Periods).Where(row => keptFrom is null || row.Period >= keptFrom))
            .GroupBy(row => row.Currency)
            .SelectMany(currency => Lines(currency.Key, [.. totals[currency.Key]], [.. currency]))
            .Where(line => line.Period <= request.To)
            .OrderBy(line => line.Period).ThenBy(line => line.Currency, StringComparer.Ordinal);
        return new([.. lines], keptFrom, freshness);
    }

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

    private static bool IsShops(Turnover row) => row.Account.Book is LedgerBook.Shop;

    private static DateOnly FirstOfMonth(DateOnly day) => new(day.Year, day.Month, 1);
}
