package org.amphora.engine.compile;

import java.util.ArrayList;
import java.util.List;

/**
 * The instructions between the beginning and the end of a block, or of one part of an if, while the {@link SplitPlanner}
 * watches.
 */
final class Body {
    final int id;
    final int height;
    final ControlFrame frame;
    final List<Item> items = new ArrayList<>();
    Item current;

    /** {@code frame} is null for the whole function. */
    Body(int id, int height, ControlFrame frame) {
        this.id = id;
        this.height = height;
        this.frame = frame;
    }

    /** Whether the tails in the first item may go on beyond this body. */
    boolean continuesTails() {
        return frame != null && frame.plain() && !items.isEmpty() && items.get(0).closed != null;
    }

    /** The tails up to the end of this body, innermost first. */
    List<Item.Tail> tails(int end) {
        Item.Tail last = lastTail(end);
        if (last == null) {
            return List.of();
        }
        List<Item.Tail> tails = new ArrayList<>(items.get(0).tails);
        tails.add(last);
        return tails;
    }

    /** The same, when the body is not looked at any more: it costs no copy, for there may be a tail at each level. */
    List<Item.Tail> takeTails(int end) {
        Item.Tail last = lastTail(end);
        if (last == null) {
            return List.of();
        }
        Item first = items.get(0);
        List<Item.Tail> tails = first.tails.isEmpty() ? new ArrayList<>() : first.tails;
        tails.add(last);
        return tails;
    }

    /** What comes behind the first item; null if it cannot be in another method. */
    private Item.Tail lastTail(int end) {
        if (items.isEmpty() || items.get(0).closed == null) {
            return null;
        }
        Item first = items.get(0);
        Item content = items.size() == 1 ? null : Item.merge(items.subList(1, items.size()));
        // what is behind an end that nothing reaches was not looked at
        boolean divisible = first.completes
                && first.closed.height == height
                && (content == null
                        || (content.startKinds.length == 0 && content.endKinds.length == 0 && content.low >= height));
        return divisible ? new Item.Tail(first.closed, first.to - 1, end, content) : null;
    }
}
