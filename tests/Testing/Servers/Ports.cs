using System.Net;
using System.Net.Sockets;

namespace CommandProcessor.Testing.Servers;

/// <summary>Ports for servers that a test starts itself.</summary>
public static class Ports
{
    /// <summary>Below the ports that Linux gives to outgoing connections: one of those could take a port while its server is killed and started again.</summary>
    private const int From = 15_000;
    private const int To = 32_000;

    /// <summary>A port of the loopback address that is free, as is the one after it.</summary>
    public static int FreePair()
    {
        while (true)
        {
            var port = Random.Shared.Next(From, To);
            try
            {
                using var first = new TcpListener(IPAddress.Loopback, port);
                first.Start();
                using var second = new TcpListener(IPAddress.Loopback, port + 1);
                second.Start();
                return port;
            }
            catch (SocketException)
            {
                // One of the two is taken: look for another pair.
            }
        }
    }
}
