using CommandProcessor.Grains.Interfaces.Accounts;
using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Interfaces.Stock;
using CommandProcessor.Grains.Reactors.Steps;
using static CommandProcessor.Grains.Interfaces.Accounts.AccountEvent;
using static CommandProcessor.Grains.Interfaces.Stock.StockEvent;

namespace CommandProcessor.Grains.Reactors;

/// <summary>Ends holds and bookings whose time is over.</summary>
public sealed class ExpiryReactor : IReactor
{
    public string Name => "expiries";

    public Reaction? React(RecordedEvent recorded) => recorded.Type switch
    {
        "account-hold-placed" or "account-hold-captured" or "account-hold-released" => ReactToHold(recorded),
        "stock-booked" or "stock-booking-cancelled" or "stock-booking-shipped" => ReactToBooking(recorded),
        _ => null,
    };

    private static Reaction? ReactToHold(RecordedEvent recorded)
    {
        var account = AccountId.Parse(recorded.Aggregate.GrainKey);
        return AccountEventCodec.Instance.Decode(recorded) switch
        {
            HoldPlaced e => Remind(recorded, e.HoldId, e.ExpiresAt, Step.To(account, new AccountCommand.ExpireHold(e.HoldId))),
            HoldCaptured e => Forget(recorded, e.HoldId),
            HoldReleased e => Forget(recorded, e.HoldId),
            _ => null,
        };
    }

    private static Reaction? ReactToBooking(RecordedEvent recorded)
    {
        var sku = Sku.Parse(recorded.Aggregate.GrainKey);
        return StockEventCodec.Instance.Decode(recorded) switch
        {
            StockBooked e => Remind(recorded, e.BookingId, e.ExpiresAt, Step.To(sku, new StockCommand.ExpireBooking(e.BookingId))),
            BookingCancelled e => Forget(recorded, e.BookingId),
            BookingShipped e => Forget(recorded, e.BookingId),
            _ => null,
        };
    }

    private static Reaction Remind(RecordedEvent recorded, string id, DateTimeOffset at, Step step)
    {
        var process = Reaction.ProcessAt(recorded.Aggregate, id);
        return new(process, [Wave.Remind(new(process, at, step))]);
    }

    private static Reaction Forget(RecordedEvent recorded, string id)
    {
        var process = Reaction.ProcessAt(recorded.Aggregate, id);
        return new(process, [Wave.Forget(process)]);
    }
}
