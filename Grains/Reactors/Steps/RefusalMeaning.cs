namespace CommandProcessor.Grains.Reactors.Steps;

/// <summary>What it means to a reaction that one of its commands is refused.</summary>
public enum RefusalMeaning
{
    /// <summary>The reaction goes on accordingly.</summary>
    Answer,

    /// <summary>If it is transient, it is asked again; otherwise a person must look at it.</summary>
    Mistake,

    /// <summary>If it is transient, it is asked again; otherwise it is an answer.</summary>
    NotYet,
}
