using CommandProcessor.Grains.Interfaces.Commands;
using CommandProcessor.Grains.Interfaces.Queries;
using Microsoft.AspNetCore.Connections;
using Orleans.Runtime;

namespace CommandProcessor.Silo.Verbs;

/// <summary>Tells what says nothing about the question: a silo was lost or is late, or has not what is asked for just now.</summary>
internal static class ClusterErrors
{
    /// <summary>True if the same call may be answered when it is made again.</summary>
    public static bool IsUnanswered(Exception exception) =>
        exception is OrleansException or TimeoutException or QueryRetryException or CommandRetryException or ConnectionAbortedException;
}
