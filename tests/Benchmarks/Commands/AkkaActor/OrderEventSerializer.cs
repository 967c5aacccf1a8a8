using Akka.Actor;
using Akka.Serialization;
using CommandProcessor.Grains.Interfaces.Orders;

namespace CommandProcessor.Benchmarks.Commands.AkkaActor;

/// <summary>Writes the actor's events with the same code as ours: JSON of generated serializers, much faster than Akka's default.</summary>
internal sealed class OrderEventSerializer(ExtendedActorSystem system) : SerializerWithStringManifest(system)
{
    private const string Placed = "order-placed";
    private const string Amended = "order-amended";

    public override int Identifier => 17_850;

    public override string Manifest(object o) => o is OrderEvent.OrderPlaced ? Placed : Amended;

    public override byte[] ToBinary(object obj) => OrderEventCodec.Instance.Encode((OrderEvent)obj).Body.ToArray();

    public override object FromBinary(byte[] bytes, string manifest) => OrderEventCodec.Instance.Decode(manifest, 1, bytes);
}
