package dev.factotum.audit;

import java.util.List;
import java.util.Optional;

/**
 * The log as it stood at one moment; what came later is left alone.
 *
 * @param segments of the chain, oldest first
 * @param pages oldest first
 * @param head as remembered outside the vault
 * @param last the number of the chain's last entry; 0 where there is none
 */
record Moment(List<Source> segments, List<Source> pages, Optional<Anchor> head, long last) {
    Moment {
        segments = List.copyOf(segments);
        pages = List.copyOf(pages);
    }
}
