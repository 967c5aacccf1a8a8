using CommandProcessor.Silo.Hosting;
using Npgsql;

namespace CommandProcessor.Silo.Tests.Hosting;

public sealed class PostgresPoolTests
{
    [Fact]
    public void A_pool_is_bounded_prepares_its_statements_and_asks_nothing_between_two_uses()
    {
        var pool = new NpgsqlConnectionStringBuilder(PostgresPool.Of("Host=db;Username=shop", sizeMax: 7));

        Assert.Equal((7, true), (pool.MaxPoolSize, pool.NoResetOnClose));
        Assert.True(pool.MaxAutoPrepare > 0);
        Assert.Equal(("db", "shop"), (pool.Host, pool.Username));
    }

    [Fact]
    public void What_the_connection_string_says_holds()
    {
        var pool = new NpgsqlConnectionStringBuilder(PostgresPool.Of("Host=db;Maximum Pool Size=3;Max Auto Prepare=5;Auto Prepare Min Usages=9", sizeMax: 7));

        Assert.Equal((3, 5, 9), (pool.MaxPoolSize, pool.MaxAutoPrepare, pool.AutoPrepareMinUsages));
    }

    [Fact]
    public void The_journal_has_the_bound_and_says_the_rest_itself()
    {
        var pool = new NpgsqlConnectionStringBuilder(PostgresPool.Bounded("Host=db", sizeMax: 7));

        Assert.Equal((7, 0, false), (pool.MaxPoolSize, pool.MaxAutoPrepare, pool.NoResetOnClose));
    }
}
