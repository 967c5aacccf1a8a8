using Akka.Actor;
using Akka.Persistence;
using CommandProcessor.Grains.Interfaces.Orders;

namespace CommandProcessor.Benchmarks.Commands.AkkaActor;

/// <summary>The usual persistent actor: decides, persists the event, applies it, answers with its version.</summary>
internal sealed class OrderActor : ReceivePersistentActor
{
    private readonly PlainOrder _order = new();

    public OrderActor(string persistenceId, TimeProvider time)
    {
        PersistenceId = persistenceId;
        Recover<OrderEvent>(_order.Apply);
        Command<OrderCommand.PlaceOrder>(command => Store(_order.Decide(command, time.GetUtcNow())));
        Command<OrderCommand.AmendOrder>(command => Store(_order.Decide(command, time.GetUtcNow())));
    }

    public override string PersistenceId { get; }

    protected override void OnPersistFailure(Exception cause, object @event, long sequenceNr) => Sender.Tell(new Status.Failure(cause));

    protected override void OnPersistRejected(Exception cause, object @event, long sequenceNr) => Sender.Tell(new Status.Failure(cause));

    private void Store(OrderEvent happened) => Persist(happened, stored =>
    {
        _order.Apply(stored);
        Sender.Tell(_order.Version);
    });
}
