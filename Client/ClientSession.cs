using CommandProcessor.Client.Sending;
using CommandProcessor.Client.Sessions;

namespace CommandProcessor.Client;

/// <summary>
/// One user's conversation. Its queries wait until they show everything that its own commands were answered with, on whichever
/// silo and however far behind the read models are. Safe for several callers at once.
/// </summary>
public sealed class ClientSession
{
    private readonly SessionPositions _positions;

    internal ClientSession(ClientCore core, SessionPositions positions, string? principal)
    {
        _positions = positions;
        Principal = principal ?? core.Options.Principal;
        var commands = new CommandSender(core, positions, Principal);
        var queries = new QuerySender(core, positions);
        Orders = new(commands, queries);
        Accounts = new(commands, queries);
        Payments = new(commands, queries);
        Stock = new(commands, queries);
        Shipments = new(commands, queries);
        Transfers = new(commands, queries);
        FraudAlerts = new(commands, queries);
        CustomerOrders = new(queries);
        Fraud = new(queries);
        Recommendations = new(queries);
        Products = new(queries);
        StockLevels = new(queries);
        TransactionHistory = new(queries);
        Accounting = new(queries);
        Analytics = new(queries);
    }

    /// <summary>On whose behalf commands are sent where <see cref="CommandOptions.Principal"/> names nobody else.</summary>
    public string? Principal { get; }

    public OrderCommands Orders { get; }

    public AccountCommands Accounts { get; }

    public PaymentCommands Payments { get; }

    public StockCommands Stock { get; }

    public ShipmentCommands Shipments { get; }

    public TransferCommands Transfers { get; }

    public FraudAlertCommands FraudAlerts { get; }

    public CustomerOrderQueries CustomerOrders { get; }

    public FraudQueries Fraud { get; }

    public RecommendationQueries Recommendations { get; }

    public ProductQueries Products { get; }

    public StockLevelQueries StockLevels { get; }

    public TransactionHistoryQueries TransactionHistory { get; }

    public AccountingQueries Accounting { get; }

    public AnalyticsQueries Analytics { get; }

    /// <summary>
    /// What the session must read at least, as a short text that is safe in URLs, headers and cookies. Not a secret and no proof of
    /// anything: it names positions only.
    /// </summary>
    public string Token => SessionToken.Format(_positions.ByPartition());
}
