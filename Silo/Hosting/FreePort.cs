using System.Net;
using System.Net.Sockets;

namespace CommandProcessor.Silo.Hosting;

/// <summary>Ports of the loopback address that nobody listens on at the moment.</summary>
internal static class FreePort
{
    public static int OrGiven(int port)
    {
        if (port != 0) return port;
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
