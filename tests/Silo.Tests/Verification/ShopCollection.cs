namespace CommandProcessor.Silo.Tests.Verification;

/// <summary>Those who look at what the shop left: one shop is enough for all of them.</summary>
[CollectionDefinition(nameof(ShopCollection))]
public sealed class ShopCollection : ICollectionFixture<ShopFixture>;
