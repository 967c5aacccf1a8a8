namespace CommandProcessor.Journal.Sql;

internal readonly record struct Parameter(string Name, object Value);
