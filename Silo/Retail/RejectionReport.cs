using System.Globalization;
using System.Text;

namespace CommandProcessor.Silo.Retail;

/// <summary>Writes what was left out as CSV: line, invoice, reason, detail.</summary>
internal sealed class RejectionReport : IAsyncDisposable
{
    private readonly StreamWriter _writer;

    private RejectionReport(StreamWriter writer) => _writer = writer;

    /// <exception cref="RetailFileException">The file cannot be written.</exception>
    public static RejectionReport Create(string path)
    {
        try
        {
            var writer = new StreamWriter(path, append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)) { NewLine = "\n" };
            writer.WriteLine("line,invoice,reason,detail");
            return new(writer);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new RetailFileException($"The report {path} cannot be written: {error.Message}", error);
        }
    }

    public void Write(RetailRejection rejection) => _writer.WriteLine(
        string.Create(CultureInfo.InvariantCulture, $"{rejection.Line},{Quoted(rejection.Invoice)},{Quoted(rejection.Reason.Text)},{Quoted(rejection.Detail)}"));

    public ValueTask DisposeAsync() => _writer.DisposeAsync();

    private static string Quoted(string text) =>
        text.AsSpan().IndexOfAny(",\"\r\n") < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
