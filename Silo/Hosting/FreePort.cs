using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;

namespace CommandProcessor.Silo.Hosting;

/// <summary>Ports of the loopback address that nobody listens on at the moment.</summary>
internal static class FreePort
{
    /// <param name="option">The option that gives the port, for the error.</param>
    /// <param name="port">0 for any that is free.</param>
    /// <exception cref="AddressInUseException">Another program listens there: told before anything is started.</exception>
    public static int OrGiven(string option, int port)
    {
        using var listener = new TcpListener(IPAddress.Loopback, port);
        try
        {
            listener.Start();
        }
        catch (SocketException exception) when (exception.SocketErrorCode == SocketError.AddressAlreadyInUse)
        {
            throw new AddressInUseException($"{option} {port} is taken by another program.");
        }

        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
