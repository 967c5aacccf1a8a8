using CommandProcessor.Projections.Rebuild;
using CsCheck;

namespace CommandProcessor.Projections.Tests.Rebuild;

public sealed class BuildPaceTests
{
    private const double LossMax = 0.1;
    private const double ShareMin = 0.05;
    private const double ShareMax = 0.8;
    private static readonly TimeSpan Slice = TimeSpan.FromMilliseconds(100);

    /// <summary>A machine on which commands come at a rate, and lose a part of it while builds work.</summary>
    [Fact]
    public void Commands_lose_no_more_than_they_may_and_builds_work_as_much_as_that_allows() =>
        Gen.Select(Gen.Double[100, 20_000], Gen.Double[0, 0.95], Gen.Int[0, int.MaxValue - 1]).Sample((rate, loss, seed) =>
        {
            var random = new Random(seed);
            var pace = new BuildPace(LossMax, ShareMin, ShareMax);
            pace.Rested(Slice, (long)(rate * Slice.TotalSeconds)); // As the throttle begins.
            Run(pace, rate, loss, TimeSpan.FromSeconds(10), random); // Finds out.

            var (worked, rested, lost) = Run(pace, rate, loss, TimeSpan.FromSeconds(60), random);

            var share = worked / (worked + rested);
            Assert.InRange(share, ShareMin * 0.9, ShareMax * 1.1);
            var chance = 1.5 / Math.Sqrt(rate * BuildPace.Memory.TotalSeconds); // What few commands lose cannot be told from it.
            Assert.True(lost <= (Math.Max(LossMax, ShareMin * loss) * 1.35) + chance, $"Share {share:0.00}: commands lost {lost:0.000} of their rate, {loss:0.00} while builds work.");
            Assert.True(share >= Math.Min(ShareMax, LossMax / loss) * 0.8, $"Share {share:0.00} although commands lose {loss:0.00} while builds work.");
        }, iter: 300);

    [Fact]
    public void Without_commands_builds_do_not_rest()
    {
        var pace = new BuildPace(LossMax, ShareMin, ShareMax);

        pace.Rested(Slice, 0);

        Assert.Equal((1, TimeSpan.Zero), (pace.Share, pace.RestAfter(Slice)));
    }

    [Fact]
    public void The_first_command_is_believed_to_lose_everything_until_it_is_measured()
    {
        var pace = new BuildPace(LossMax, ShareMin, ShareMax);

        pace.Worked(Slice, 1);

        Assert.Equal(LossMax, pace.Share, 6);
    }

    [Fact]
    public void Builds_get_on_however_much_commands_lose()
    {
        var pace = new BuildPace(0.01, ShareMin, ShareMax);

        for (var cycle = 0; cycle < 50; cycle++)
        {
            pace.Rested(Slice, 1_000);
            pace.Worked(Slice, 0);
        }

        Assert.Equal(ShareMin, pace.Share, 6);
    }

    [Fact]
    public void When_commands_end_builds_go_at_full_speed_again()
    {
        var pace = new BuildPace(LossMax, ShareMin, ShareMax);
        for (var cycle = 0; cycle < 50; cycle++)
        {
            pace.Rested(Slice, 1_000);
            pace.Worked(Slice, 0);
        }

        for (var quiet = TimeSpan.Zero; quiet < BuildPace.Quiet; quiet += Slice) pace.Rested(Slice, 0);

        Assert.Equal(1, pace.Share);
    }

    private static (TimeSpan Worked, TimeSpan Rested, double Lost) Run(BuildPace pace, double rate, double loss, TimeSpan time, Random random)
    {
        var (worked, rested, commands) = (TimeSpan.Zero, TimeSpan.Zero, 0L);
        while (worked + rested < time)
        {
            var work = Slice * (0.5 + random.NextDouble());
            var during = Around(rate * (1 - loss) * work.TotalSeconds, random);
            pace.Worked(work, during);
            var rest = pace.RestAfter(work);
            var after = Around(rate * rest.TotalSeconds, random);
            if (rest > TimeSpan.Zero) pace.Rested(rest, after);
            (worked, rested, commands) = (worked + work, rested + rest, commands + during + after);
        }

        return (worked, rested, 1 - (commands / (rate * (worked + rested).TotalSeconds)));
    }

    /// <summary>As many as come by chance when so many are expected.</summary>
    private static long Around(double expected, Random random)
    {
        var normal = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
        return Math.Max(0, (long)Math.Round(expected + (Math.Sqrt(expected) * normal)));
    }
}
