using System.Globalization;
using CommandProcessor.Grains.Interfaces.Queries;
using CommandProcessor.Journal;
using CommandProcessor.Projections.Stores;

namespace CommandProcessor.Projections.Runtime;

/// <summary>
/// Makes of what databases throw something that a caller can do something with: their exceptions mean nothing to it, nor are they known to every
/// program that asks.
/// </summary>
internal static class QueryFaults
{
    public static bool Contains(Exception exception) => exception is ReadModelException or JournalException or StaleReadModelException;

    /// <param name="asked">What is read, to name it.</param>
    /// <exception cref="QueryRetryException">A database failed.</exception>
    public static async Task<T> AskAsync<T>(object asked, Func<Task<T>> ask)
    {
        try
        {
            return await ask();
        }
        catch (Exception exception) when (Contains(exception))
        {
            throw new QueryRetryException($"{asked} cannot be read just now: {exception.Message}");
        }
    }

    /// <summary>How far an answer would be behind what is asked for.</summary>
    /// <param name="staleSince">Since when it waits at an event, or lacks what came meanwhile; null if neither.</param>
    /// <param name="cause">Why it is not answered.</param>
    public static QueryRetryException Behind(object asked, int partition, long shown, long wanted, DateTimeOffset? staleSince, string? cause)
    {
        var behind = wanted > shown ? string.Create(CultureInfo.InvariantCulture, $" and is {wanted - shown} events behind {partition}@{wanted}, which is asked for") : "";
        var stale = staleSince is { } since ? string.Create(CultureInfo.InvariantCulture, $" It waits since {since:u} at an event that could not be applied.") : "";
        return new(string.Create(CultureInfo.InvariantCulture, $"{asked} stands at {partition}@{shown}{behind}.{stale} {cause}").TrimEnd());
    }
}
