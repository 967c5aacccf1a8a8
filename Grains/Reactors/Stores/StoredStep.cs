namespace CommandProcessor.Grains.Reactors.Stores;

/// <summary>A command as the database has it: to whom, its name, and the one thing that it says.</summary>
public readonly record struct StoredStep(string Target, string Command, string Argument);
