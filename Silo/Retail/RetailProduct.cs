using CommandProcessor.Grains.Interfaces.Stock;

namespace CommandProcessor.Silo.Retail;

/// <summary>A product that orders take pieces of.</summary>
/// <param name="Name">The description that most of its lines have.</param>
/// <param name="Category">See <see cref="RetailCategories"/>.</param>
/// <param name="Price">What most of its lines cost.</param>
/// <param name="Received">How many pieces the shop gets before it sells: what all orders take and some to spare.</param>
/// <param name="ReorderLevel">Below how many it is to be ordered again: what a month takes.</param>
internal sealed record RetailProduct(Sku Sku, string Name, string Category, decimal Price, int Received, int ReorderLevel);
