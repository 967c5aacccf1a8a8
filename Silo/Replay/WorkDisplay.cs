using System.Globalization;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace CommandProcessor.Silo.Replay;

/// <summary>Shows work while it is done: drawn in place on a terminal, a line every few seconds where output is redirected.</summary>
internal sealed class WorkDisplay(IAnsiConsole console, Func<IRenderable> draw, Action write, TimeProvider time)
{
    private const int BarLength = 46;
    private static readonly TimeSpan Frame = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Line = TimeSpan.FromSeconds(2);

    private bool IsDrawn => console.Profile.Capabilities is { Ansi: true, Interactive: true };

    /// <summary>Until the work has ended, however it ends; does not throw for it.</summary>
    public async Task ShowAsync(Task work)
    {
        if (IsDrawn) await console.Live(draw()).StartAsync(context => RepeatAsync(work, Frame, () => context.UpdateTarget(draw())));
        else await RepeatAsync(work, Line, write);
    }

    public static Markup Bar(double done, double all)
    {
        var part = all == 0 ? 1 : Math.Clamp(done / all, 0, 1);
        var length = (int)(BarLength * part);
        return new($"  [green]{new string('━', length)}[/][grey35]{new string('━', BarLength - length)}[/]  {part.ToString("P0", CultureInfo.InvariantCulture)}");
    }

    private async Task RepeatAsync(Task work, TimeSpan every, Action show)
    {
        while (!work.IsCompleted)
        {
            await Task.WhenAny(work, Task.Delay(every, time));
            show();
        }
    }
}
