namespace CommandProcessor.Grains.Tests.Reactors.Model;

/// <summary>Something is not as the sequential model says.</summary>
internal sealed class ModelException(string message) : Exception(message);
