using System.ComponentModel.DataAnnotations;
using CommandProcessor.Grains.Interfaces.Events;

namespace CommandProcessor.Client;

/// <summary>How the client tries, how long, and for whom.</summary>
public sealed class CommandProcessorClientOptions
{
    public const string Section = "CommandProcessor:Client";

    /// <summary>On whose behalf commands are sent where neither the session nor the command names somebody.</summary>
    [MaxLength(CommandContext.PrincipalLengthMax)]
    public string? Principal { get; set; }

    /// <summary>How long a command is tried at most, all attempts together.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "01:00:00")]
    public TimeSpan CommandTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a query is tried at most, all attempts together.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "01:00:00")]
    public TimeSpan QueryTimeout { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>
    /// How long a read model is asked at most for what it was, all attempts together: it is folded from the journal, 100,000 events and more a second.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "01:00:00")]
    public TimeSpan PastTimeout { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>
    /// How long a watch goes on without any answer before it ends; it can be taken up again from what it showed last. The first answer has the time of
    /// a query.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "1.00:00:00")]
    public TimeSpan WatchTimeout { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>
    /// How long one attempt may go without an answer before the next one is made. What a killed silo had accepted is never answered: about as
    /// long as the cluster takes to notice is a good choice.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "01:00:00")]
    public TimeSpan AttemptTimeout { get; set; } = TimeSpan.FromSeconds(6);

    /// <summary>How many attempts are made at most, whatever time is left.</summary>
    [Range(1, 1_000)]
    public int AttemptCountMax { get; set; } = 50;

    /// <summary>The pause before the second attempt; it doubles from attempt to attempt, and a random half of it is left out.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "00:01:00")]
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromMilliseconds(20);

    /// <summary>The longest pause between two attempts.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "00:10:00")]
    public TimeSpan RetryDelayMax { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>How long a silo may take to show what a query must show, before it says how far it is behind and is asked again; null for the silo's own time.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "00:01:00")]
    public TimeSpan? FreshnessTimeout { get; set; }

    /// <summary>
    /// For how many keys a session knows exactly what it wrote; of those it has let go it knows the newest position per partition,
    /// which shows as much but may have to wait longer.
    /// </summary>
    [Range(2, 1_000_000)]
    public int SessionKeyCountMax { get; set; } = 4_096;

    /// <summary>How long to look for a first silo when connecting.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "01:00:00")]
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(30);
}
