package io.sluice.control.foureyes;

import io.sluice.codec.MessageType;
import io.sluice.control.step.Text;
import io.sluice.control.timer.Timer;
import io.sluice.control.timer.TimerKind;
import org.agrona.concurrent.UnsafeBuffer;

/** One command that waits for a second operator. */
public final class Waiting {
    static final int CAPACITY = 1024;

    final Timer end = new Timer(TimerKind.REQUEST_END, 0);
    final Text operator = new Text(64);
    final UnsafeBuffer message = new UnsafeBuffer(new byte[CAPACITY]);
    long id;
    MessageType type;
    long bond;
    long expiresNs;

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

    /** Engine time of its end. */
    public long expiresNs() {
        return expiresNs;
    }

    /** The command's message, header first. */
    public UnsafeBuffer message() {
        return message;
    }
}
