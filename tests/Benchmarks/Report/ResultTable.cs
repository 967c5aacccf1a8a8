namespace CommandProcessor.Benchmarks.Report;

/// <summary>Rows under headings, in columns as wide as they must be: the first to the left, the others to the right.</summary>
internal sealed class ResultTable(params string[] headings)
{
    private readonly List<string[]> _rows = [headings];

    public void Add(params string[] cells)
    {
        if (cells.Length != headings.Length) throw new ArgumentException($"A row has {cells.Length} cells; the table has {headings.Length} columns.");
        _rows.Add(cells);
    }

    public void Print(TextWriter output)
    {
        var widths = Enumerable.Range(0, headings.Length).Select(column => _rows.Max(row => row[column].Length)).ToArray();
        foreach (var (index, row) in _rows.Index())
        {
            output.WriteLine(string.Join("  ", row.Select((cell, column) => column == 0 ? cell.PadRight(widths[0]) : cell.PadLeft(widths[column]))).TrimEnd());
            if (index == 0) output.WriteLine(string.Join("  ", widths.Select(width => new string('-', width))));
        }

        output.WriteLine();
    }
}
