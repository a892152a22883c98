package io.sluice.control.foureyes;

import io.sluice.codec.MessageType;
import io.sluice.control.image.Image;
import io.sluice.control.step.Text;
import io.sluice.control.timer.Timer;
import io.sluice.control.timer.TimerKind;
import org.agrona.concurrent.UnsafeBuffer;

/** One command that waits for a second operator. */
public final class WaitingCommand {
    static final int CAPACITY = 1024;

    final Timer end = new Timer(TimerKind.REQUEST_END, 0);
    final Text operator = new Text(64);
    final UnsafeBuffer message = new UnsafeBuffer(new byte[CAPACITY]);
    int messageLength;
    long id;
    MessageType type;
    final Bond bond = new Bond();
    long requestedNs;
    long expiresNs;
    long correlationMsb;
    long correlationLsb;
    boolean isVoid;

    /** Its id. */
    public long id() {
        return id;
    }

    /** The command. */
    public MessageType type() {
        return type;
    }

    /** Who asked. */
    public Text operator() {
        return operator;
    }

    /** Engine time at which it was asked for. */
    public long requestedNs() {
        return requestedNs;
    }

    /** Engine time of its end. */
    public long expiresNs() {
        return expiresNs;
    }

    /** Correlation id of the command, first half. */
    public long correlationMsb() {
        return correlationMsb;
    }

    /** Correlation id of the command, second half. */
    public long correlationLsb() {
        return correlationLsb;
    }

    /** Whether what it would loosen has changed since: it can no longer be confirmed. */
    public boolean isVoid() {
        return isVoid;
    }

    /** The command's message, header first. */
    public UnsafeBuffer message() {
        return message;
    }

    /** Bytes of that message. */
    public int messageLength() {
        return messageLength;
    }

    void image(final Image image) {
        id = image.int64(id);
        type = image.ofEnum(type, MessageType::value, MessageType::get);
        bond.image(image);
        requestedNs = image.int64(requestedNs);
        expiresNs = image.int64(expiresNs);
        correlationMsb = image.int64(correlationMsb);
        correlationLsb = image.int64(correlationLsb);
        isVoid = image.bool(isVoid);
        operator.image(image);
        messageLength = image.count(messageLength, CAPACITY);
        image.bytes(message, 0, messageLength);
    }
}
