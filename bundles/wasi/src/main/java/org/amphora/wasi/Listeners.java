package org.amphora.wasi;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;

/** Opens sockets for guests to take connections from. */
public final class Listeners {
    private static final String FORM =
            " must be in the form HOST:PORT, with a port from 0 to 65535; 0 is for one that is free";
    private static final int MAX_PORT = 65_535;

    private Listeners() {}

    /**
     * Opens a socket for {@link WasiConfig#listener}; to be closed by the caller.
     *
     * @param address {@code HOST:PORT}, where an IPv6 address stands in brackets, such as {@code [::1]:8080}; no host is all of
     *     this computer's addresses, port 0 one that is free, which {@link #address} tells
     * @throws IllegalArgumentException if {@code address} is not in this form
     * @throws IOException if it cannot be opened; the message names the address
     */
    public static ServerSocketChannel open(String address) throws IOException {
        int colon = address.lastIndexOf(':');
        if (colon < 0) {
            throw new IllegalArgumentException("address \"" + address + "\"" + FORM);
        }
        String host = address.substring(0, colon);
        int port = port(address, address.substring(colon + 1));
        InetSocketAddress socket = host.isEmpty() ? new InetSocketAddress(port) : new InetSocketAddress(host, port);
        ServerSocketChannel channel = ServerSocketChannel.open();
        try {
            if (socket.isUnresolved()) {
                throw new IOException("no such host");
            }
            channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            return channel.bind(socket);
        } catch (IOException e) {
            channel.close();
            throw new IOException("cannot listen on " + address + ": " + e.getMessage(), e);
        }
    }

    private static int port(String address, String digits) {
        try {
            int port = Integer.parseInt(digits);
            if (port >= 0 && port <= MAX_PORT) {
                return port;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw new IllegalArgumentException("address \"" + address + "\"" + FORM);
    }

    /** Where {@code listener} listens, as {@code HOST:PORT}. */
    public static String address(ServerSocketChannel listener) throws IOException {
        InetSocketAddress socket = (InetSocketAddress) listener.getLocalAddress();
        String host = socket.getAddress().getHostAddress();
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + socket.getPort();
    }
}
