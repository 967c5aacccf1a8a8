using System.Collections.Immutable;
using CommandProcessor.Grains.Interfaces.Commands;
using CommandProcessor.Grains.Interfaces.Orders;

namespace CommandProcessor.Grains.Reactors.Steps;

/// <summary>What a reaction wants done before it goes on.</summary>
public abstract class Wave
{
    private Wave() { }

    /// <summary>Sends commands, in parallel over their targets and in order for one target; each may be refused.</summary>
    public static Commands Send(params ImmutableArray<Step> steps) => new(steps, RefusalMeaning.Answer);

    /// <summary>
    /// Sends commands that cannot be refused for good, or something is wrong that a person must look at: then the process waits, parked. As long as they
    /// are refused only for now, they are sent again, under the same ids; if that takes too long, the process is parked and goes on later.
    /// </summary>
    public static Commands Require(params ImmutableArray<Step> steps) => new(steps, RefusalMeaning.Mistake);

    /// <summary>
    /// Sends commands again, under the same ids, as long as they are refused only for now. If that takes too long, the process is parked and goes on later.
    /// </summary>
    public static Commands Insist(params ImmutableArray<Step> steps) => new(steps, RefusalMeaning.NotYet);

    /// <summary>Remembers to send a command at a time. The same id again takes the place of what was remembered.</summary>
    public static Wave Remind(DueTime due) => new Reminder(due.Id, due);

    /// <summary>Sends it no more.</summary>
    public static Wave Forget(string dueId) => new Reminder(dueId, due: null);

    /// <summary>Looks at an order. What is decided upon it must be what never changes of an order, or a repeat would decide otherwise.</summary>
    public static OrderLook LookAt(OrderId order) => new(order);

    public sealed class Commands : Wave
    {
        internal Commands(ImmutableArray<Step> steps, RefusalMeaning refused)
        {
            Steps = steps;
            Refused = refused;
        }

        public ImmutableArray<Step> Steps { get; }

        public RefusalMeaning Refused { get; }

        /// <summary>What <see cref="Then"/> was told, or null.</summary>
        public Commands? Next { get; private set; }

        /// <summary>By the shell, when the wave before it is sent: its step, which may go along. Null if this is next to none.</summary>
        internal FollowingStep? Following { get; set; }

        /// <summary>
        /// Says which wave is the next if this one is accepted, so that both may become durable at once: the shell sends the two together where it can, and
        /// decides the second only if the first is accepted.
        /// </summary>
        /// <param name="next">The very object that is asked for next then. It and this have one step each, to the same target.</param>
        /// <exception cref="ArgumentException">They have not.</exception>
        public Commands Then(Commands next)
        {
            if (Steps.Length != 1 || next.Steps.Length != 1 || Steps[0].Target != next.Steps[0].Target)
                throw new ArgumentException($"{Steps[0].Name} can be followed by one step to {Steps[0].Target} alone.", nameof(next));
            Next = next;
            return this;
        }

        /// <summary>By the shell, before the next wave is asked for: one for each step.</summary>
        public ImmutableArray<CommandOutcome> Outcomes { get; set; } = [];

        /// <summary>The first refusal in the order of the steps, which says who refused, as text that a command takes; or null.</summary>
        public Refusal? Refusal
        {
            get
            {
                for (var index = 0; index < Outcomes.Length; index++)
                {
                    if (Outcomes[index] is CommandOutcome.Refused { Refusal: var refusal }) return refusal.Of(Steps[index].Target);
                }

                return null;
            }
        }
    }

    public sealed class Reminder : Wave
    {
        internal Reminder(string id, DueTime? due)
        {
            Id = id;
            Due = due;
        }

        public string Id { get; }

        /// <summary>Null forgets it.</summary>
        public DueTime? Due { get; }
    }

    public sealed class OrderLook : Wave
    {
        internal OrderLook(OrderId order) => Order = order;

        public OrderId Order { get; }

        /// <summary>By the shell, before the next wave is asked for.</summary>
        public OrderStateView? Answer { get; set; }

        /// <summary>The order, which is there if one of its events was the reason to look.</summary>
        public OrderStateView View => Answer ?? throw new InvalidOperationException($"Order {Order} was never placed.");
    }
}
