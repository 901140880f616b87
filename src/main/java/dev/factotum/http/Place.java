package dev.factotum.http;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.HexFormat;
import java.util.Set;

/** Where an address leads, told from its bytes alone. */
enum Place {
    /** Anywhere in the open internet. */
    PUBLIC,
    /** This machine or the network around it. */
    LOCAL,
    /** Link-local, metadata of clouds, groups, reserved: nothing that anybody has to be asked at. */
    NEVER;

    /** Metadata and the like of clouds that lie in ranges which are else public or local: Azure, Alibaba, AWS. */
    private static final Set<String> METADATA = Set.of("a83f8110", "646464c8", "fd000ec2000000000000000000000254");

    static Place of(InetAddress address) {
        byte[] bytes = address.getAddress();
        if (METADATA.contains(HexFormat.of().formatHex(bytes))) {
            return NEVER;
        }
        return address instanceof Inet6Address ? six(bytes) : four(bytes, 0);
    }

    private static Place four(byte[] bytes, int at) {
        int a = bytes[at] & 0xff;
        int b = bytes[at + 1] & 0xff;
        int c = bytes[at + 2] & 0xff;
        return switch (a) {
            case 0, 10, 127 -> LOCAL;
            case 100 -> b >= 64 && b < 128 ? LOCAL : PUBLIC;
            case 169 -> b == 254 ? NEVER : PUBLIC;
            case 172 -> b >= 16 && b < 32 ? LOCAL : PUBLIC;
            case 192 -> b == 168 ? LOCAL : b == 0 && (c == 0 || c == 2) || b == 88 && c == 99 ? NEVER : PUBLIC;
            case 198 -> b == 18 || b == 19 ? LOCAL : b == 51 && c == 100 ? NEVER : PUBLIC;
            case 203 -> b == 0 && c == 113 ? NEVER : PUBLIC;
            default -> a >= 224 ? NEVER : PUBLIC;
        };
    }

    private static Place six(byte[] bytes) {
        if (zero(bytes, 0, 15)) {
            return bytes[15] == 0 || bytes[15] == 1 ? LOCAL : NEVER;
        }
        if ((bytes[0] & 0xfe) == 0xfc) {
            return LOCAL;
        }
        if (starts(bytes, 0x00, 0x64, 0xff, 0x9b) && zero(bytes, 4, 12)) {
            return four(bytes, 12);
        }
        if (starts(bytes, 0x20, 0x02)) {
            return four(bytes, 2) == PUBLIC ? PUBLIC : NEVER;
        }
        boolean tunnel = starts(bytes, 0x20, 0x01, 0x00, 0x00);
        boolean documentation = starts(bytes, 0x20, 0x01, 0x0d, 0xb8) || starts(bytes, 0x3f, 0xff);
        return (bytes[0] & 0xe0) == 0x20 && !tunnel && !documentation ? PUBLIC : NEVER;
    }

    private static boolean starts(byte[] bytes, int... start) {
        for (int i = 0; i < start.length; i++) {
            if ((bytes[i] & 0xff) != start[i]) {
                return false;
            }
        }
        return true;
    }

    private static boolean zero(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            if (bytes[i] != 0) {
                return false;
            }
        }
        return true;
    }
}
