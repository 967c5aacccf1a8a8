namespace CommandProcessor.Grains.Interfaces.Accounts;

/// <summary>An account as the journal has it.</summary>
[GenerateSerializer, Immutable, Alias("account-view")]
public sealed record AccountView
{
    [Id(0)] public required AccountStatus Status { get; init; }

    [Id(1)] public required string Currency { get; init; }

    [Id(2)] public required decimal Balance { get; init; }

    /// <summary>The part of the balance that is promised to somebody.</summary>
    [Id(3)] public required decimal Held { get; init; }

    /// <summary>Balance less what is held; never below minus the overdraft limit.</summary>
    [Id(4)] public required decimal Available { get; init; }

    [Id(5)] public required decimal OverdraftLimit { get; init; }

    [Id(6)] public required int OpenHoldCount { get; init; }

    /// <summary>Number of its newest event.</summary>
    [Id(7)] public required long Version { get; init; }
}
