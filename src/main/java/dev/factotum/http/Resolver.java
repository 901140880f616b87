package dev.factotum.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** Finds the addresses of a host. */
public interface Resolver {
    List<InetAddress> resolve(String host) throws UnknownHostException;

    /** The system's own. */
    static Resolver system() {
        return host -> List.of(InetAddress.getAllByName(host));
    }
}
