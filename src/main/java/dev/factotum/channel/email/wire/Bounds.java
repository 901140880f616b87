package dev.factotum.channel.email.wire;

import dev.factotum.world.Clock;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import javax.net.SocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * Makes the sockets of one conversation: it ends at its deadline however slowly the server drips, and after so many bytes
 * however much it has to say. TLS is laid over these sockets, so that the bounds hold beneath it.
 */
final class Bounds extends SocketFactory {
    private final Clock clock;
    private final long end;
    private long bytesLeft;

    Bounds(Clock clock, Duration most, long mostBytes) {
        this.clock = clock;
        this.end = clock.nanos() + most.toNanos();
        this.bytesLeft = mostBytes;
    }

    @Override
    public Socket createSocket() {
        return new Bounded();
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        return connected(new InetSocketAddress(InetAddress.getByName(host), port), null);
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress local, int localPort) throws IOException {
        return connected(
                new InetSocketAddress(InetAddress.getByName(host), port), new InetSocketAddress(local, localPort));
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        return connected(new InetSocketAddress(host, port), null);
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) throws IOException {
        return connected(new InetSocketAddress(host, port), new InetSocketAddress(local, localPort));
    }

    private Socket connected(SocketAddress there, @Nullable SocketAddress here) throws IOException {
        Socket socket = new Bounded();
        if (here != null) {
            socket.bind(here);
        }
        socket.connect(there);
        return socket;
    }

    private synchronized void took(int bytes) throws IOException {
        bytesLeft -= bytes;
        if (bytesLeft < 0) {
            throw new IOException("the server says more than is listened to");
        }
    }

    private void late() throws SocketTimeoutException {
        if (clock.nanos() - end >= 0) {
            throw new SocketTimeoutException("the conversation took too long");
        }
    }

    /** A socket that keeps to the bounds. */
    private final class Bounded extends Socket {
        @Override
        public void connect(SocketAddress there, int timeout) throws IOException {
            if (there instanceof InetSocketAddress named && named.isUnresolved()) {
                throw new UnknownHostException(named.getHostString());
            }
            late();
            super.connect(there, timeout);
            setTcpNoDelay(true);
        }

        @Override
        public InputStream getInputStream() throws IOException {
            return new FilterInputStream(super.getInputStream()) {
                @Override
                public int read() throws IOException {
                    late();
                    int one = super.read();
                    took(one < 0 ? 0 : 1);
                    return one;
                }

                @Override
                public int read(byte[] into, int from, int most) throws IOException {
                    late();
                    int count = super.read(into, from, most);
                    took(Math.max(0, count));
                    return count;
                }
            };
        }
    }
}
