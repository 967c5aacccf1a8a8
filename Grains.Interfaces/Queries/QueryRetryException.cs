namespace CommandProcessor.Grains.Interfaces.Queries;

/// <summary>The query was not answered as fresh as asked: the read models' database or the journal is away. Ask again.</summary>
[GenerateSerializer, Alias("query-retry-exception")]
public sealed class QueryRetryException(string message, Exception? inner = null) : Exception(message, inner);
