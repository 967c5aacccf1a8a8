using CommandProcessor.Client.Sending;
using CommandProcessor.Client.Sessions;

namespace CommandProcessor.Client;

/// <summary>
/// What a front end speaks to: sends commands to aggregates and asks read models. Safe for any number of callers at once; register
/// one with <see cref="ClientRegistration.AddCommandProcessorClient"/> or connect one from a console with
/// <see cref="CommandProcessorConnection"/>.
/// </summary>
public sealed class CommandProcessorClient
{
    private readonly ClientCore _core;
    private readonly ClientSession _shared;

    internal CommandProcessorClient(ClientCore core)
    {
        _core = core;
        _shared = new(core, new SessionPositions(core.Options.SessionKeyCountMax), principal: null);
    }

    /// <summary>Commands to orders, within the session that all users of this client share.</summary>
    public OrderCommands Orders => _shared.Orders;

    /// <summary>Commands to accounts, within the shared session; so are the following.</summary>
    public AccountCommands Accounts => _shared.Accounts;

    public PaymentCommands Payments => _shared.Payments;

    public StockCommands Stock => _shared.Stock;

    public ShipmentCommands Shipments => _shared.Shipments;

    public TransferCommands Transfers => _shared.Transfers;

    public FraudAlertCommands FraudAlerts => _shared.FraudAlerts;

    /// <summary>Questions about a customer's orders, within the session that all users of this client share.</summary>
    public CustomerOrderQueries CustomerOrders => _shared.CustomerOrders;

    public FraudQueries Fraud => _shared.Fraud;

    public RecommendationQueries Recommendations => _shared.Recommendations;

    public ProductQueries Products => _shared.Products;

    /// <summary>Questions about the stock of products, within the shared session; so are the following.</summary>
    public StockLevelQueries StockLevels => _shared.StockLevels;

    public TransactionHistoryQueries TransactionHistory => _shared.TransactionHistory;

    public AccountingQueries Accounting => _shared.Accounting;

    public AnalyticsQueries Analytics => _shared.Analytics;

    /// <summary>Opens a session of its own: its queries show at least what its own commands wrote.</summary>
    /// <param name="principal">On whose behalf its commands are sent; null for <see cref="CommandProcessorClientOptions.Principal"/>.</param>
    public ClientSession OpenSession(string? principal = null) =>
        new(_core, new SessionPositions(_core.Options.SessionKeyCountMax), principal);

    /// <summary>Goes on with a session from its <see cref="ClientSession.Token"/>, here or on another front end.</summary>
    /// <exception cref="FormatException">The token is cut, changed, too long or of another version.</exception>
    public ClientSession ResumeSession(string token, string? principal = null) =>
        new(_core, new SessionPositions(_core.Options.SessionKeyCountMax, SessionToken.Parse(token)), principal);
}
