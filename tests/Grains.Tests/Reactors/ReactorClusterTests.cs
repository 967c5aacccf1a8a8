using CommandProcessor.Grains.Interfaces.Accounts;
using CommandProcessor.Grains.Interfaces.Commands;
using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Interfaces.Reactors;
using CommandProcessor.Grains.Interfaces.Transfers;
using CommandProcessor.Grains.Partitions;
using CommandProcessor.Grains.Reactors;
using CommandProcessor.Grains.Reactors.Stores;
using CommandProcessor.Grains.Tests.Fixtures;
using CommandProcessor.Testing;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace CommandProcessor.Grains.Tests.Reactors;

/// <summary>Reactors as silos run them: in grains beside their partitions, kept awake by supervisors.</summary>
public sealed class ReactorClusterTests
{
    private const int TransferCount = 60;
    private static readonly AccountId[] Accounts = [.. Enumerable.Range(0, 6).Select(number => new AccountId($"owner{number}", "main"))];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Transfers_go_on_when_a_silo_is_killed_amid_them()
    {
        await using var side = await Side.StartAsync(siloCount: 2);
        await side.OpenAsync();
        var asked = Enumerable.Range(0, TransferCount).Select(side.TransferAsync).ToArray();

        await side.Cluster.Cluster.KillSiloAsync(side.Cluster.Cluster.Silos[1], Token);
        await Task.WhenAll(asked);
        await side.EndAsync(asked.Length);

        var balances = await Task.WhenAll(Accounts.Select(async id => (await side.LookAsync(id)).Balance));
        Assert.Equal(100m * Accounts.Length, balances.Sum());
        Assert.All(await Task.WhenAll(Accounts.Select(side.LookAsync)), account => Assert.Equal(0m, account.Held));
    }

    [Fact]
    public async Task Reactors_stand_beside_their_partitions_and_move_with_them()
    {
        await using var side = await Side.StartAsync(siloCount: 1);
        await side.OpenAsync();
        await side.Cluster.Cluster.StartAdditionalSiloAsync();

        await Wait.UntilAsync("both silos run reactors, each beside its partition", async () =>
        {
            var silos = new HashSet<string>();
            for (var partition = 0; partition < side.PartitionCount; partition++)
            {
                if (await side.SiloOfAsync(partition) is not { } silo) return false;
                silos.Add(silo);
            }

            return silos.Count == 2;
        }, timeoutMs: 60_000);
        await Task.WhenAll(Enumerable.Range(0, 10).Select(side.TransferAsync));
        await side.EndAsync(10);
    }

    [Fact]
    public async Task Reactors_that_are_stopped_stop_no_command_and_make_up_for_it_later()
    {
        await using var store = await TestJournal.CreateSqliteAsync(Token);
        using var folder = new TemporaryFolder();
        await using (var stopped = await Side.StartAsync(store, folder, siloCount: 1, options => options.Enabled = false))
        {
            await stopped.OpenAsync();
            await Task.WhenAll(Enumerable.Range(0, 5).Select(stopped.TransferAsync));
            Assert.Equal(TransferStatus.Requested, (await stopped.TransferOf(0).LookAsync())?.Status);
            Assert.Empty(stopped.Cluster.Service<ReactorSupervisor>().Health);
        }

        await using var side = await Side.StartAsync(store, folder, siloCount: 1);
        await side.EndAsync(5);
    }

    private sealed class Side(TestJournal store, WriteSideCluster cluster, string connectionString, IAsyncDisposable? ownStore, IDisposable? ownFolder) : IAsyncDisposable
    {
        public WriteSideCluster Cluster { get; } = cluster;

        public int PartitionCount => store.Journal.Partitioning.PartitionCount;

        public static async Task<Side> StartAsync(int siloCount)
        {
            var store = await TestJournal.CreateSqliteAsync(Token);
            var folder = new TemporaryFolder();
            return await StartAsync(store, folder, siloCount, ownStore: store, ownFolder: folder);
        }

        public static async Task<Side> StartAsync(
            TestJournal store, TemporaryFolder folder, int siloCount, Action<ReactorOptions>? reactors = null, IAsyncDisposable? ownStore = null, IDisposable? ownFolder = null)
        {
            var connectionString = $"Data Source={folder.Path}/reactors.db";
            var cluster = await WriteSideCluster.StartAsync(new(store.Journal)
            {
                SiloCount = siloCount,
                Partitions = options => options.PublishingEnabled = false,
                Silo = silo =>
                {
                    silo.Services.AddSingleton<IReactorStore>(_ => SqlReactorStore.OnSqlite(SqliteFactory.Instance.CreateDataSource(connectionString)));
                    silo.AddCommandProcessorReactors(options =>
                    {
                        options.SaveDelayMs = 20;
                        options.LookIntervalMs = 100;
                        options.PingIntervalMs = 200;
                        options.RedriveDelayMs = 500;
                        reactors?.Invoke(options);
                    });
                },
            });
            return new(store, cluster, connectionString, ownStore, ownFolder);
        }

        public ITransferGrain TransferOf(int number) => Cluster.Grains.GetGrain<ITransferGrain>(IdOf(number).GrainKey);

        public async Task<AccountView> LookAsync(AccountId id) => (await Cluster.Grains.GetGrain<IAccountGrain>(id.GrainKey).LookAsync())!; // All were opened.

        public async Task OpenAsync()
        {
            foreach (var id in Accounts)
            {
                var account = Cluster.Grains.GetGrain<IAccountGrain>(id.GrainKey);
                await AskAsync<AccountCommand>(account, new AccountCommand.OpenAccount("GBP", 0m));
                await AskAsync<AccountCommand>(account, new AccountCommand.Deposit(100m, "GBP", "cash"));
            }
        }

        public Task TransferAsync(int number) => AskAsync<TransferCommand>(
            TransferOf(number), new TransferCommand.TransferMoney(From(number), From(number + 1 + (number % (Accounts.Length - 1))), 1m + (number % 5), "GBP", "gift"));

        public Task EndAsync(int count) => Wait.UntilAsync("all transfers have ended", async () =>
        {
            for (var number = 0; number < count; number++)
            {
                if ((await TransferOf(number).LookAsync())?.Status is not (TransferStatus.Completed or TransferStatus.Rejected)) return false;
            }

            return true;
        }, timeoutMs: 60_000);

        /// <summary>Where the reactors of a partition are; null if that is not where the partition is.</summary>
        public async Task<string?> SiloOfAsync(int partition)
        {
            try
            {
                var health = await Cluster.Grains.GetGrain<IReactorGrain>(partition).PingAsync(Token);
                var owner = await Cluster.Grains.GetGrain<IPartitionGrain>(partition).PingAsync(Token);
                return health.Silo.Equals(owner.Silo) ? health.Silo.ToString() : null;
            }
            catch (Exception exception) when (exception is CommandRetryException or OrleansException)
            {
                return null;
            }
        }

        public async ValueTask DisposeAsync()
        {
            await Cluster.DisposeAsync();
            await using (var pool = new SqliteConnection(connectionString)) SqliteConnection.ClearPool(pool);
            if (ownStore is not null) await ownStore.DisposeAsync();
            ownFolder?.Dispose();
        }

        private static AccountId From(int number) => Accounts[number % Accounts.Length];

        private static TransferId IdOf(int number) => new(From(number).Owner, $"{number}");

        /// <summary>Sends until it is answered, also when the silo that should answer dies.</summary>
        private static async Task AskAsync<TCommand>(IAggregateGrain<TCommand> grain, TCommand command)
            where TCommand : class
        {
            var id = CommandId.New(TimeProvider.System);
            await Wait.UntilAsync($"{command} is answered", async () =>
            {
                try
                {
                    return await grain.SendAsync(command, id) is CommandOutcome.Accepted;
                }
                catch (Exception exception) when (exception is CommandRetryException or OrleansException or TimeoutException)
                {
                    return false;
                }
            }, timeoutMs: 60_000);
        }
    }
}
