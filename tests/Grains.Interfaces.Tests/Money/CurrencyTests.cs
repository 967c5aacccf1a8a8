using CommandProcessor.Grains.Interfaces.Money;

namespace CommandProcessor.Grains.Interfaces.Tests.Money;

public sealed class CurrencyTests
{
    [Theory]
    [InlineData("GBP", 2)]
    [InlineData("EUR", 2)]
    [InlineData("JPY", 0)]
    [InlineData("KRW", 0)]
    [InlineData("BHD", 3)]
    [InlineData("KWD", 3)]
    [InlineData("gbp", null)]
    [InlineData("XXX", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void A_currency_has_the_decimals_of_ISO_4217(string? code, int? decimals) => Assert.Equal(decimals, Currency.DecimalsOf(code));
}
