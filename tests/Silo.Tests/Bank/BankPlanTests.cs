using CommandProcessor.Silo.Bank;

namespace CommandProcessor.Silo.Tests.Bank;

/// <summary>The bank's transfers are the same for ever: what was requested by a run that was killed is requested by the next.</summary>
public sealed class BankPlanTests
{
    [Fact]
    public void A_longer_plan_begins_with_the_shorter_one()
    {
        var shorter = new BankPlan(accountCount: 100, transferCount: 50, seed: 7).Transfers();
        var longer = new BankPlan(accountCount: 100, transferCount: 80, seed: 7).Transfers();

        Assert.Equal(shorter, longer.Take(50));
    }

    [Fact]
    public void Another_seed_makes_other_transfers_under_other_ids()
    {
        var one = new BankPlan(accountCount: 100, transferCount: 50, seed: 7).Transfers().ToList();
        var other = new BankPlan(accountCount: 100, transferCount: 50, seed: 8).Transfers().ToList();

        Assert.Empty(one.Select(planned => planned.Id).Intersect(other.Select(planned => planned.Id)));
        Assert.NotEqual(one.Select(planned => planned.Command.Amount), other.Select(planned => planned.Command.Amount));
    }

    [Fact]
    public void Transfers_go_from_one_account_to_another_and_know_their_number()
    {
        var plan = new BankPlan(accountCount: 2, transferCount: 500, seed: 1);

        Assert.All(plan.Transfers(), planned =>
        {
            Assert.NotEqual(planned.Command.From, planned.Command.To);
            Assert.InRange(planned.Command.Amount, 0.01m, 1_500m);
            Assert.Equal(planned.Number, plan.NumberOf(planned.Id));
            Assert.True(plan.Owns(planned.Id.PartitionKey));
        });
    }

    [Fact]
    public void The_first_transfer_of_a_seed_never_changes()
    {
        var first = new BankPlan(accountCount: 10_000, transferCount: 1, seed: 1).Transfers().Single();

        Assert.Equal(("bank10000-2486/s1-1", "bank10000-3594/main", 15.57m), (first.Id.ToString(), first.Command.To.ToString(), first.Command.Amount));
    }
}
