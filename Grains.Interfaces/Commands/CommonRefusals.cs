namespace CommandProcessor.Grains.Interfaces.Commands;

/// <summary>Codes of the refusals that every aggregate knows.</summary>
public static class CommonRefusals
{
    /// <summary>The context is malformed: command id not of version 7, no principal.</summary>
    public const int MalformedContext = 1;

    /// <summary>The aggregate's version is not the expected one.</summary>
    public const int WrongExpectedVersion = 2;

    /// <summary>An event of the command would be larger than the journal takes.</summary>
    public const int EventTooLarge = 3;

    /// <summary>The command is a step of a process, and somebody else has asked for it.</summary>
    public const int StepOfProcess = 4;
}
