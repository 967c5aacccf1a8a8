namespace Orleans.Streams.Kafka;

/// <summary>How long the pulling agents of one provider wait for a consumer to say where it begins.</summary>
internal sealed class HandshakeLimit(string provider, TimeSpan timeout, TimeProvider time)
{
    /// <summary>Orleans names an agent by its provider, a number and its queue.</summary>
    private readonly string _agentsBegin = provider + "_";

    public TimeSpan Timeout { get; } = timeout;

    public TimeProvider Time { get; } = time;

    public bool IsFor(GrainId agent)
    {
        var key = agent.Key.ToString() ?? "";
        return agent.IsSystemTarget() && key.AsSpan(key.IndexOf('+', StringComparison.Ordinal) + 1).StartsWith(_agentsBegin, StringComparison.Ordinal);
    }
}
