using CommandProcessor.Client;
using CommandProcessor.Grains.Interfaces.Accounts;

namespace CommandProcessor.Silo.Bank;

/// <summary>
/// Asks every account through the client what it holds, and compares with the ledger. Only when all transfers are over: until then the accounts
/// would answer at different moments, between which money moves.
/// </summary>
/// <remarks>
/// A transfer that had ended before this run began is known from its events only when they have been read: what differs is looked at again.
/// </remarks>
internal sealed class BankLook(ClientSession session, BankPlan plan, BankLedger ledger, BankFollower follower, TimeProvider time)
{
    private const int DifferencesKeptMax = 20;
    private const int LookCountMax = 10;
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(1);

    /// <returns>What differs, for a person; empty if nothing does.</returns>
    public async Task<IReadOnlyList<string>> RunAsync(int callerCount, CancellationToken cancellationToken)
    {
        for (var count = 1; ; count++)
        {
            await follower.CatchUpAsync(cancellationToken);
            var differences = IsHeldOrOpen ? ["Money is still held or in transit."] : await CompareAsync(callerCount, cancellationToken);
            if (differences.Count == 0 || count == LookCountMax) return differences;
            await Task.Delay(LookAgain, time, cancellationToken);
        }
    }

    private bool IsHeldOrOpen => ledger.OpenCount > 0 || ledger.Sums.Values.Any(sum => sum.Held != 0 || sum.InTransit != 0);

    private async Task<IReadOnlyList<string>> CompareAsync(int callerCount, CancellationToken cancellationToken)
    {
        var differences = new List<string>();
        var sums = new Dictionary<string, decimal>();
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = callerCount, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(plan.Accounts, parallel, async (account, token) =>
        {
            var view = await session.Accounts.GetAsync(account, token);
            lock (sums)
            {
                if (view is not null) sums[view.Currency] = sums.GetValueOrDefault(view.Currency) + view.Balance;
                if (Difference(account, view) is { } difference && differences.Count < DifferencesKeptMax) differences.Add(difference);
            }
        });
        foreach (var (currency, paidIn) in plan.PaidIn)
        {
            if (sums.GetValueOrDefault(currency) != paidIn)
                differences.Add(FormattableString.Invariant($"The accounts hold {sums.GetValueOrDefault(currency)} {currency}; {paidIn} were paid in."));
        }

        return differences;
    }

    private string? Difference(AccountId account, AccountView? view)
    {
        var expected = ledger.StateOf(account);
        if (view is null) return $"{account.Aggregate} is not there.";
        if (view.Held != 0) return FormattableString.Invariant($"{account.Aggregate} still holds {view.Held} back.");
        return view.Balance == expected.Balance
            ? null
            : FormattableString.Invariant($"{account.Aggregate} says that it has {view.Balance}; its events come to {expected.Balance}.");
    }
}
