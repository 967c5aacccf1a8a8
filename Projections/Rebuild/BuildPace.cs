namespace CommandProcessor.Projections.Rebuild;

/// <summary>
/// The law by which builds leave commands their speed: how much of the time builds may work follows from what commands lose while they do. If
/// commands come at half their rate while builds work, and may lose a tenth, builds work a fifth of the time. No clock, no I/O.
/// </summary>
/// <param name="lossMax">The part of their rate that commands may lose, from 0 to 1.</param>
/// <param name="shareMin">Of the time, that builds work whatever commands lose: they always get on.</param>
/// <param name="shareMax">Of the time, that builds work at most while commands come: the rest is needed to see what commands do without them.</param>
internal sealed class BuildPace(double lossMax, double shareMin, double shareMax)
{
    /// <summary>What was seen so long ago counts for a third.</summary>
    public static readonly TimeSpan Memory = TimeSpan.FromSeconds(5);

    /// <summary>Without commands for so long, none are expected.</summary>
    public static readonly TimeSpan Quiet = TimeSpan.FromSeconds(1);

    /// <summary>Less than so much of both says nothing.</summary>
    private static readonly TimeSpan SeenMin = TimeSpan.FromMilliseconds(200);

    private Sight _working;
    private Sight _resting;
    private TimeSpan _quiet = Quiet;

    /// <summary>No commands come, so builds need not rest. That builds leave commands nothing at all, and so are not seen to, no scheduler brings about.</summary>
    public bool IsQuiet => _quiet >= Quiet;

    /// <summary>Of the time, that builds may work.</summary>
    public double Share => IsQuiet ? 1 : Math.Clamp(lossMax / Math.Max(Loss, double.Epsilon), shareMin, shareMax);

    /// <summary>The part of their rate that commands lose while builds work, as far as it is more than chance; what is not known is taken for the worst.</summary>
    public double Loss
    {
        get
        {
            if (_working.Time < SeenMin || _resting.Time < SeenMin) return 1;
            if (_resting.Commands < 1) return 0;
            var working = _working with { Commands = Math.Max(1, _working.Commands) };
            var chance = Math.Sqrt((1 / _resting.Commands) + (1 / working.Commands));
            return Math.Clamp(1 - ((1 + chance) * working.Rate / _resting.Rate), 0, 1);
        }
    }

    /// <summary>Builds worked for so long, and so much was committed meanwhile.</summary>
    public void Worked(TimeSpan time, long commands) => See(ref _working, time, commands);

    /// <summary>Builds rested for so long, and so much was committed meanwhile.</summary>
    public void Rested(TimeSpan time, long commands) => See(ref _resting, time, commands);

    /// <summary>How long builds have to rest after they have worked.</summary>
    public TimeSpan RestAfter(TimeSpan worked) => worked * ((1 - Share) / Share);

    private void See(ref Sight sight, TimeSpan time, long commands)
    {
        var kept = Math.Exp(-(time / Memory));
        _working = _working.Fade(kept);
        _resting = _resting.Fade(kept);
        sight = sight.And(time, commands);
        _quiet = commands > 0 ? TimeSpan.Zero : _quiet + time;
        if (IsQuiet) (_working, _resting) = (default, default); // What comes next may be something else.
    }

    private readonly record struct Sight(TimeSpan Time, double Commands)
    {
        public double Rate => Commands / Time.TotalSeconds;

        public Sight Fade(double kept) => new(Time * kept, Commands * kept);

        public Sight And(TimeSpan time, long commands) => new(Time + time, Commands + commands);
    }
}
