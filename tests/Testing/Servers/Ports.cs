using System.Net;
using System.Net.Sockets;

namespace CommandProcessor.Testing.Servers;

/// <summary>Ports for servers that a test starts itself.</summary>
public static class Ports
{
    /// <summary>A port of the loopback address that is free, as is the one after it.</summary>
    public static int FreePair()
    {
        while (true)
        {
            using var first = new TcpListener(IPAddress.Loopback, 0);
            first.Start();
            var port = ((IPEndPoint)first.LocalEndpoint).Port;
            try
            {
                using var second = new TcpListener(IPAddress.Loopback, port + 1);
                second.Start();
                return port;
            }
            catch (SocketException)
            {
                // The next port is taken: look for another pair.
            }
        }
    }
}
