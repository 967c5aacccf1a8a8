namespace CommandProcessor.Grains.Interfaces.Queries;

/// <summary>
/// The query was not answered as fresh as asked: its time is over, or the read models' database or the journal is away. The message tells how far the
/// view has come and what was asked for. Ask again.
/// </summary>
[GenerateSerializer, Alias("query-retry-exception")]
public sealed class QueryRetryException(string message, Exception? inner = null) : Exception(message, inner);
