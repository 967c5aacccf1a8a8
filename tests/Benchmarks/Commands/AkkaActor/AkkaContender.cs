using Akka.Actor;
using Akka.Configuration;
using CommandProcessor.Benchmarks.Servers;
using CommandProcessor.Grains.Interfaces.Orders;

namespace CommandProcessor.Benchmarks.Commands.AkkaActor;

/// <summary>A persistent actor an order on Akka.Persistence.Sql, whose journal writes the events of many actors in one batch.</summary>
internal sealed class AkkaContender : IContender
{
    private static readonly TimeSpan AnswerTimeout = TimeSpan.FromSeconds(30);

    private readonly ActorSystem _system;
    private readonly IActorRef[] _orders;
    private readonly string _connectionString;

    private AkkaContender(ActorSystem system, IActorRef[] orders, string connectionString)
    {
        _system = system;
        _orders = orders;
        _connectionString = connectionString;
    }

    public static async Task<IContender> StartAsync(BenchmarkPostgres postgres, int orderCount, CancellationToken cancellationToken)
    {
        var connectionString = await postgres.CreateDatabaseAsync("akka", cancellationToken);
        var system = ActorSystem.Create("benchmark", ConfigurationFactory.ParseString(Settings(connectionString)));
        var orders = new IActorRef[orderCount];
        for (var order = 0; order < orderCount; order++)
        {
            var id = OrderContent.IdOf(order).Aggregate.Value;
            orders[order] = system.ActorOf(Props.Create(() => new OrderActor(id, TimeProvider.System)));
        }

        return new AkkaContender(system, orders, connectionString);
    }

    public Task PlaceAsync(int order, CancellationToken cancellationToken) => AskAsync(order, OrderContent.Place(), cancellationToken);

    public Task AmendAsync(int order, long turn, CancellationToken cancellationToken) => AskAsync(order, OrderContent.Amend(turn), cancellationToken);

    public Task SettleAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task<long> CountDurableAsync(CancellationToken cancellationToken) =>
        BenchmarkPostgres.CountAsync(_connectionString, "SELECT count(*) FROM journal", cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _system.Terminate();
        _system.Dispose();
    }

    private Task<long> AskAsync(int order, OrderCommand command, CancellationToken cancellationToken) =>
        _orders[order].Ask<long>(command, AnswerTimeout, cancellationToken);

    /// <summary>
    /// The journal's batches are as large as they help, several are under way at once, and rows go in many to a statement: the defaults
    /// insert up to 100 rows one by one and write tags to a second table.
    /// </summary>
    private static string Settings(string connectionString) => $$"""
        akka {
          loglevel = WARNING
          stdout-loglevel = WARNING
          actor {
            serializers.order = "{{typeof(OrderEventSerializer).AssemblyQualifiedName}}"
            serialization-bindings."{{typeof(OrderEvent).AssemblyQualifiedName}}" = order
          }
          persistence {
            journal {
              plugin = "akka.persistence.journal.sql"
              sql {
                class = "Akka.Persistence.Sql.Journal.SqlWriteJournal, Akka.Persistence.Sql"
                connection-string = "{{connectionString}}"
                provider-name = "PostgreSQL.15"
                auto-initialize = on
                tag-write-mode = Csv
                buffer-size = 10000
                batch-size = 400
                parallelism = 4
                max-row-by-row-size = 1
                use-clone-connection = true
              }
            }
            snapshot-store.plugin = "akka.persistence.no-snapshot-store"
          }
        }
        """;
}
