using Npgsql;

namespace CommandProcessor.Silo.Hosting;

/// <summary>How the silo's connections to PostgreSQL are kept, where the connection string does not say so itself.</summary>
internal static class PostgresPool
{
    /// <summary>Statements that one part of the silo has, at most.</summary>
    private const int PreparedStatementsMax = 50;

    /// <summary>The use of a statement in a connection at which it is prepared.</summary>
    private const int PreparedAtUse = 2;

    private static readonly NpgsqlConnectionStringBuilder Defaults = new();

    /// <summary>
    /// The same connection string with a bound to the pool. Nobody leaves anything in a session: the seven statements by which Npgsql makes one as good as
    /// new each time that it is used again would be most of what the server is asked.
    /// </summary>
    /// <param name="sizeMax">Connections.</param>
    public static string Of(string connectionString, int sizeMax)
    {
        var pool = Pool(connectionString, sizeMax);
        pool.NoResetOnClose = true;
        if (pool.MaxAutoPrepare == Defaults.MaxAutoPrepare) (pool.MaxAutoPrepare, pool.AutoPrepareMinUsages) = (PreparedStatementsMax, PreparedAtUse);
        return pool.ToString();
    }

    /// <summary>The same with nothing but the bound: the journal sees to the rest.</summary>
    public static string Bounded(string connectionString, int sizeMax) => Pool(connectionString, sizeMax).ToString();

    private static NpgsqlConnectionStringBuilder Pool(string connectionString, int sizeMax)
    {
        var pool = new NpgsqlConnectionStringBuilder(connectionString);
        if (pool.MaxPoolSize == Defaults.MaxPoolSize) pool.MaxPoolSize = sizeMax;
        return pool;
    }
}
