using CommandProcessor.Client.Tests.Fakes;
using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Interfaces.Fraud;
using CommandProcessor.Grains.Interfaces.FraudAlerts;
using CommandProcessor.Grains.Interfaces.Search;

namespace CommandProcessor.Client.Tests;

/// <summary>Questions about fraud, recommendations and products: they show what the session wrote, and mistakes are not sent.</summary>
public sealed class RiskQueryTests
{
    private static readonly FraudAlertId Alert = new("17850", "velocity-5");
    private readonly ClientFixture _fixture = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_view_shows_what_the_session_wrote()
    {
        var session = _fixture.Client.OpenSession();
        _fixture.Grains.FraudAlert.View = new(null, new CommitPosition(3, 41));
        await session.FraudAlerts.GetAsync(Alert, Token);

        await session.Fraud.GetReportAsync(cancellationToken: Token);
        await session.Fraud.GetOpenAlertAsync(Alert, Token);
        await session.Recommendations.GetByProductAsync("85123A", cancellationToken: Token);
        await session.Recommendations.GetByCustomerAsync("17850", cancellationToken: Token);
        await session.Products.SearchAsync("heart", Token);

        var asked = _fixture.Grains.FraudReport.Asked.Concat(_fixture.Grains.Recommendations.Asked).Concat(_fixture.Grains.Products.Asked).ToList();
        Assert.Equal(5, asked.Count);
        Assert.All(asked, atLeast => Assert.Equal([new CommitPosition(3, 41)], atLeast.Positions));
    }

    [Fact]
    public async Task All_alerts_and_all_products_come_page_by_page()
    {
        var alerts = await _fixture.Client.Fraud.EnumerateAlertsAsync(cancellationToken: Token).ToListAsync(Token);
        var products = await _fixture.Client.Products.EnumerateAsync(new() { PageSize = 1 }, Token).ToListAsync(Token);

        Assert.Equal(["velocity-1", "velocity-2", "velocity-3"], alerts.Select(alert => alert.Id.Number));
        Assert.Equal(["P1", "P2", "P3"], products.Select(product => product.Sku));
        Assert.Equal((FakeFraudReportGrain.AlertCount, FakeProductSearchGrain.ProductCount), (_fixture.Grains.FraudReport.Asked.Count, _fixture.Grains.Products.Asked.Count));
    }

    [Fact]
    public async Task A_request_with_a_mistake_is_not_sent()
    {
        var client = _fixture.Client;

        await Assert.ThrowsAsync<ArgumentException>(() => client.Fraud.GetReportAsync(new(CountMax: 0), Token));
        await Assert.ThrowsAsync<ArgumentException>(() => client.Fraud.GetAlertsAsync(new(PageSize: 501), Token));
        await Assert.ThrowsAsync<ArgumentException>(() => client.Fraud.GetAlertsAsync(new(FraudRule.None), Token));
        await Assert.ThrowsAsync<ArgumentException>(() => client.Fraud.GetOpenAlertAsync(default, Token));
        await Assert.ThrowsAsync<ArgumentException>(() => client.Recommendations.GetByProductAsync("a/b", cancellationToken: Token));
        await Assert.ThrowsAsync<ArgumentException>(() => client.Recommendations.GetByCustomerAsync("17850", 101, Token));
        await Assert.ThrowsAsync<ArgumentException>(() => client.Products.SearchAsync(new ProductSearchRequest { PriceFrom = 1 }, Token));

        Assert.Empty(_fixture.Grains.Asked);
    }
}
