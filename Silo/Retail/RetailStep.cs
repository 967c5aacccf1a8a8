using CommandProcessor.Client;
using CommandProcessor.Grains.Interfaces.Orders;

namespace CommandProcessor.Silo.Retail;

/// <summary>One command in an order's life, under an id that is the same for ever.</summary>
internal sealed record RetailStep(OrderCommand Command, CommandOptions Options);
