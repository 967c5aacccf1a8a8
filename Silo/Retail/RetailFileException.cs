namespace CommandProcessor.Silo.Retail;

/// <summary>The file is not what it should be; reading it stops.</summary>
internal sealed class RetailFileException(string message, Exception? inner = null) : Exception(message, inner);
