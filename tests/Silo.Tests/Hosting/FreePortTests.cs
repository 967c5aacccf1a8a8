using System.Net;
using System.Net.Sockets;
using CommandProcessor.Silo.Hosting;
using Microsoft.AspNetCore.Connections;

namespace CommandProcessor.Silo.Tests.Hosting;

/// <summary>Between the choice of a port and the moment at which a silo listens on it lie seconds, in which others choose too.</summary>
public sealed class FreePortTests
{
    [Fact]
    public void Ports_that_are_chosen_at_the_same_time_differ()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux lets a socket listen beside one that is bound.");
        var chosen = new List<FreePort>();
        try
        {
            while (chosen.Count < 1_000) chosen.Add(FreePort.OrGiven("Cluster:SiloPort", port: 0));

            Assert.Equal(chosen.Count, chosen.DistinctBy(port => port.Number).Count());
        }
        finally
        {
            foreach (var port in chosen) port.Dispose();
        }
    }

    [Fact]
    public void A_port_that_is_kept_can_be_listened_on_and_then_not_be_chosen()
    {
        using var chosen = FreePort.OrGiven("Cluster:SiloPort", port: 0);
        using var listener = new TcpListener(IPAddress.Loopback, chosen.Number);
        listener.Start();

        var error = Assert.Throws<AddressInUseException>(() => FreePort.OrGiven("Cluster:SiloPort", chosen.Number));

        Assert.Equal($"Cluster:SiloPort {chosen.Number} is taken by another program.", error.Message);
    }
}
