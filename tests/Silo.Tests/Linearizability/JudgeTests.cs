namespace CommandProcessor.Silo.Tests.Linearizability;

/// <summary>The judge is not one who lets everything pass.</summary>
public sealed class JudgeTests
{
    private static readonly AccountOperation[] Right =
    [
        new() { Client = 1, Account = "a/main", Op = "open", Call = 10, Return = 20, Result = "ok" },
        new() { Client = 2, Account = "a/main", Op = "open", Call = 15, Return = 30, Result = "refused" },
        new() { Client = 1, Account = "a/main", Op = "deposit", Amount = 500, Call = 40, Return = 60, Result = "ok" },
        new() { Client = 2, Account = "a/main", Op = "read", Call = 50, Return = 70, Result = "ok", Balance = 500 },
        new() { Client = 1, Account = "a/main", Op = "withdraw", Amount = 200, Call = 80, Result = "unknown" },
        new() { Client = 2, Account = "a/main", Op = "read", Call = 90, Return = 95, Result = "ok", Balance = 500 },
        new() { Client = 2, Account = "a/main", Op = "read", Call = 100, Return = 110, Result = "ok", Balance = 300 },
        new() { Client = 2, Account = "a/main", Op = "withdraw", Amount = 400, Call = 120, Return = 130, Result = "refused" },
    ];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_history_that_an_order_explains_passes()
    {
        Assert.SkipWhen(Judge.WhyAbsent is not null, Judge.WhyAbsent ?? "");

        var verdict = await Judge.JudgeAsync(Right, Token);

        verdict.AssertLinearizable();
    }

    [Theory]
    [InlineData(3, 499L)] // Nobody ever had that much.
    [InlineData(5, 300L)] // The next one would see it go up again.
    [InlineData(6, 400L)] // Nobody ever asked for that.
    public async Task One_wrong_balance_is_refused_with_a_picture(int index, long balance)
    {
        Assert.SkipWhen(Judge.WhyAbsent is not null, Judge.WhyAbsent ?? "");
        AccountOperation[] wrong = [.. Right];
        wrong[index] = wrong[index] with { Balance = balance };
        if (index == 5) wrong[6] = wrong[6] with { Balance = 500 };

        var verdict = await Judge.JudgeAsync(wrong, Token);

        Assert.Equal(1, verdict.ExitCode);
        Assert.True(File.Exists(verdict.Picture), verdict.Printed);
        File.Delete(verdict.Picture);
    }

    [Fact]
    public async Task A_read_without_a_balance_is_malformed()
    {
        Assert.SkipWhen(Judge.WhyAbsent is not null, Judge.WhyAbsent ?? "");

        var verdict = await Judge.JudgeAsync([.. Right[..3], Right[3] with { Balance = null }], Token);

        Assert.Equal(2, verdict.ExitCode);
    }
}
