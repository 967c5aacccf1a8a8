using CommandProcessor.Grains.Interfaces.Commands;
using CommandProcessor.Grains.Interfaces.Queries;
using Microsoft.AspNetCore.Connections;
using Orleans.Runtime;
using Orleans.Runtime.Messaging;

namespace CommandProcessor.Client.Sending;

/// <summary>
/// Errors after which the same call may succeed: the grain says so, a silo or the way to it is gone, or nothing came back.
/// Everything else is a bug or a refusal and is thrown at once.
/// </summary>
internal static class RetryableErrors
{
    public static bool Contains(Exception error) => error
        is CommandRetryException
        or QueryRetryException
        or OperationCanceledException // The attempt's own time is over, or a silo that stops has let the call go; the caller's token is checked before.
        or TimeoutException
        or OrleansMessageRejectionException // SiloUnavailableException is one.
        or GatewayTooBusyException
        or LimitExceededException
        or ClientNotAvailableException
        or GrainNotHostedException
        or ConnectionFailedException
        or ConnectionAbortedException;
}
