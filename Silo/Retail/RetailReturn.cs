using System.Collections.Immutable;
using CommandProcessor.Grains.Interfaces.Orders;

namespace CommandProcessor.Silo.Retail;

/// <summary>Pieces of one order that a cancellation took back.</summary>
/// <param name="Cancellation">Its invoice.</param>
/// <param name="ReturnedAt">Its time.</param>
/// <param name="IsWhole">Nothing of the order is left after it.</param>
internal sealed record RetailReturn(string Cancellation, DateTimeOffset ReturnedAt, ImmutableArray<ReturnedLine> Lines, bool IsWhole);
