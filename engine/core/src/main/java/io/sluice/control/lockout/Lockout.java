package io.sluice.control.lockout;

import io.sluice.codec.LockoutType;
import io.sluice.codec.TradingMode;
import io.sluice.control.chain.Link;
import io.sluice.control.image.Image;
import io.sluice.control.step.Text;
import io.sluice.control.symbol.Instrument;
import io.sluice.control.symbol.InstrumentBook;
import io.sluice.control.timer.Timer;
import io.sluice.control.timer.TimerKind;

/** One lockout of one symbol (L-1). */
public final class Lockout extends Link<Lockout> {
    final Timer end = new Timer(TimerKind.LOCKOUT_END, 0);
    final Text reason = new Text(256);
    final Text createdBy = new Text(64);
    long id;
    Instrument instrument;
    LockoutType type;
    /** Orders of this mode alone are held; of every mode if there is none. */
    TradingMode mode;

    long createdNs;
    long expiresNs;
    long correlationMsb;
    long correlationLsb;

    /** Its id. */
    public long id() {
        return id;
    }

    /** The symbol. */
    public Instrument instrument() {
        return instrument;
    }

    /** Why, in a word. */
    public LockoutType type() {
        return type;
    }

    /** Mode of the orders that it holds, {@code NULL_VAL} if all (L-3). */
    public TradingMode mode() {
        return mode;
    }

    /** Why, in words. */
    public Text reason() {
        return reason;
    }

    /** Who: an operator or a service; empty for the machine. */
    public Text createdBy() {
        return createdBy;
    }

    /** Engine time of its begin. */
    public long createdNs() {
        return createdNs;
    }

    /** Engine time of its end. */
    public long expiresNs() {
        return expiresNs;
    }

    /** Whether orders of a mode are held by it (L-3). */
    boolean holds(final TradingMode orders) {
        return mode == TradingMode.NULL_VAL || mode == orders;
    }

    void image(final Image image, final InstrumentBook instruments) {
        id = image.int64(id);
        instrument = instruments.image(image, instrument);
        type = image.ofEnum(type, LockoutType::value, LockoutType::get);
        mode = image.ofEnum(mode, TradingMode::value, TradingMode::get);
        reason.image(image);
        createdBy.image(image);
        createdNs = image.int64(createdNs);
        expiresNs = image.int64(expiresNs);
        correlationMsb = image.int64(correlationMsb);
        correlationLsb = image.int64(correlationLsb);
    }
}
