namespace CommandProcessor.Testing.Servers;

/// <summary>Where the servers are that tests may use, and whether a test may start some of its own.</summary>
public static class TestServers
{
    public const string PostgresVariable = "COMMANDPROCESSOR_TEST_POSTGRES";
    public const string KafkaVariable = "COMMANDPROCESSOR_TEST_KAFKA";

    public static string? Postgres => Environment.GetEnvironmentVariable(PostgresVariable);

    public static string? Kafka => Environment.GetEnvironmentVariable(KafkaVariable);

    /// <summary>The script that starts and breaks brokers, beside the checkout; null if it is not there.</summary>
    public static string? KafkaScript => FindShared("kafka", "kafka");

    /// <summary>The program that judges histories of accounts, beside the checkout; null if it is not there.</summary>
    public static string? Judge => FindShared("linearizability", "linearizability");

    /// <summary>Why a test that breaks servers of its own cannot run here; null if it can.</summary>
    public static string? WhyNoOwnServers =>
        Postgres is null ? $"{PostgresVariable} is not set."
        : Kafka is null ? $"{KafkaVariable} is not set."
        : KafkaScript is null ? "The script shared/kafka/kafka is not beside the checkout."
        : PostgresServer.BinariesFolder is null ? "PostgreSQL's server is not installed."
        : null;

    /// <summary>In the folder "shared" beside the checkout, or further up.</summary>
    private static string? FindShared(params string[] parts)
    {
        for (var folder = new DirectoryInfo(Repository.Root); folder is not null; folder = folder.Parent)
        {
            var file = Path.Combine([folder.FullName, "shared", .. parts]);
            if (File.Exists(file)) return file;
        }

        return null;
    }
}
