using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;

namespace CommandProcessor.Silo.Hosting;

/// <summary>
/// A port of the loopback address that nobody listens on. On Linux nobody else is given it either until this is disposed, while whoever
/// knows it can listen on it: seconds pass until a silo does.
/// </summary>
internal sealed class FreePort : IDisposable
{
    private readonly Socket _bound;

    private FreePort(Socket bound)
    {
        _bound = bound;
        Number = ((IPEndPoint)bound.LocalEndPoint!).Port;
        if (!OperatingSystem.IsLinux()) bound.Dispose(); // Elsewhere nobody could listen on it beside.
    }

    public int Number { get; }

    /// <param name="option">The option that gives the port, for the error.</param>
    /// <param name="port">0 for any that is free.</param>
    /// <exception cref="AddressInUseException">Another program listens there: told before anything is started.</exception>
    public static FreePort OrGiven(string option, int port)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
            return new(socket);
        }
        catch (SocketException exception)
        {
            socket.Dispose();
            if (exception.SocketErrorCode == SocketError.AddressAlreadyInUse) throw new AddressInUseException($"{option} {port} is taken by another program.");
            throw;
        }
    }

    public void Dispose() => _bound.Dispose();
}
