package io.sluice.engine;

import io.sluice.client.ViewImage;
import io.sluice.codec.MessageHeaderDecoder;
import io.sluice.codec.StatusViewDecoder;
import io.sluice.codec.TradeViewDecoder;
import java.nio.file.Path;

/** A program that knows messages and client alone; it says what it reads in one line, and whether it has Chronicle. */
public final class ImageReader {
    private ImageReader() {}

    /** @param arguments directory. */
    public static void main(final String[] arguments) {
        final ViewImage image = ViewImage.read(Path.of(arguments[0]));
        final MessageHeaderDecoder header = new MessageHeaderDecoder();
        final StringBuilder line = new StringBuilder();
        final StatusViewDecoder status = new StatusViewDecoder();
        image.view("status", (buffer, offset, length) -> line.append(
                        status.wrapAndApplyHeader(buffer, offset, header).mode())
                .append(' ')
                .append(status.seq() == image.sequence()));
        final long[] highest = new long[1];
        final TradeViewDecoder trade = new TradeViewDecoder();
        image.view(
                "trades",
                (buffer, offset, length) -> highest[0] = Math.max(
                        highest[0],
                        trade.wrapAndApplyHeader(buffer, offset, header).intentId()));
        System.out.println(line.append(' ')
                .append(image.rows("trades"))
                .append(' ')
                .append(highest[0])
                .append(' ')
                .append(hasChronicle()));
    }

    private static boolean hasChronicle() {
        try {
            Class.forName("net.openhft.chronicle.map.ChronicleMap");
            return true;
        } catch (final ClassNotFoundException e) {
            return false;
        }
    }
}
