namespace CommandProcessor.Testing.Faults;

/// <summary>Steps between a command and its read models at which something can break.</summary>
public enum FaultPoint
{
    BeforeCommit,
    AfterCommit,
    BeforeRead,
    BeforeClaim,
    BeforePublish,
    AfterPublish,
    BeforeCheckpoint,
}
