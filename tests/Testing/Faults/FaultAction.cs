namespace CommandProcessor.Testing.Faults;

/// <summary>What happens at a <see cref="FaultPoint"/>. Delays are the plan's own affair: it answers late.</summary>
public enum FaultAction
{
    Continue,

    /// <summary>The call fails here.</summary>
    Fail,

    /// <summary>Before a commit only: the call fails at once with an unknown outcome, and the commit is carried out a little later all the same.</summary>
    CommitLater,
}
