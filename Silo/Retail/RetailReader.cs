using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using Sylvan.Data.Csv;

namespace CommandProcessor.Silo.Retail;

/// <summary>Reads the file line by line; what cannot be read is reported and passed over.</summary>
internal sealed class RetailReader(TextReader text, string name, Action<RetailRejection> reject)
{
    private const int RecordLengthMax = 1 << 20;
    private const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss";
    private static readonly string[] Columns = ["InvoiceNo", "StockCode", "Quantity", "InvoiceDate", "UnitPrice", "CustomerID", "Country", "Description"];

    /// <summary>Lines read so far, without the header.</summary>
    public long LineCount { get; private set; }

    /// <exception cref="RetailFileException">A column is missing, or the file is damaged; names the line.</exception>
    public async IAsyncEnumerable<RetailLine> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var csv = await OpenAsync(cancellationToken);
        var columns = FindColumns(csv);
        while (await ReadNextAsync(csv, cancellationToken))
        {
            LineCount++;
            if (Parse(csv, columns) is { } line) yield return line;
        }
    }

    private async Task<CsvDataReader> OpenAsync(CancellationToken cancellationToken)
    {
        try
        {
            var options = new CsvDataReaderOptions { MaxBufferSize = RecordLengthMax, HeaderComparer = StringComparer.OrdinalIgnoreCase };
            return await CsvDataReader.CreateAsync(text, options, cancellationToken);
        }
        catch (Exception error) when (IsDamage(error))
        {
            throw new RetailFileException($"{name}, line 1: {error.Message}", error);
        }
    }

    private int[] FindColumns(CsvDataReader csv)
    {
        var present = Enumerable.Range(0, csv.FieldCount).Select(csv.GetName).ToList();
        var places = Columns.Select(column => present.FindIndex(name => name.Equals(column, StringComparison.OrdinalIgnoreCase))).ToArray();
        var missing = Columns.Where((_, index) => places[index] < 0).ToList();
        return missing.Count == 0
            ? places
            : throw new RetailFileException($"{name}, line 1: there is no column {string.Join(", ", missing)}. Expected {string.Join(",", Columns)} among the columns.");
    }

    private async Task<bool> ReadNextAsync(CsvDataReader csv, CancellationToken cancellationToken)
    {
        try
        {
            return await csv.ReadAsync(cancellationToken);
        }
        catch (Exception error) when (IsDamage(error))
        {
            throw new RetailFileException($"{name}, line {LineCount + 2}: {error.Message}", error);
        }
    }

    private RetailLine? Parse(CsvDataReader csv, int[] columns)
    {
        var number = LineCount + 1;
        var invoice = Field(0);
        if (csv.RowFieldCount != csv.FieldCount) return Malformed($"{csv.RowFieldCount} columns instead of {csv.FieldCount}");
        if (!int.TryParse(Field(2), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var quantity)) return Malformed($"quantity '{Field(2)}'");
        if (!DateTimeOffset.TryParseExact(Field(3), TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var orderedAt))
            return Malformed($"time '{Field(3)}'");
        if (!decimal.TryParse(Field(4), NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var unitPrice))
            return Malformed($"price '{Field(4)}'");
        var customer = Field(5);
        return new(number, invoice, Field(1), quantity, orderedAt, unitPrice, customer.Length == 0 ? null : customer, Field(6), Field(7));

        string Field(int column) => columns[column] < csv.RowFieldCount ? csv.GetString(columns[column]) : "";

        RetailLine? Malformed(string detail)
        {
            reject(new(number, invoice, RetailReason.Malformed, detail));
            return null;
        }
    }

    private static bool IsDamage(Exception error) =>
        error is CsvFormatException or CsvRecordTooLargeException or InvalidDataException or DecoderFallbackException or IOException;
}
