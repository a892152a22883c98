package io.sluice.control.timer;

/** One deadline, owned by the thing it is about. Its id is (kind, subject). */
public final class Timer {
    /** Deadline of a timer that is not set. */
    public static final long UNSET = Long.MAX_VALUE;

    final TimerKind kind;
    long subject;
    long deadlineNs = UNSET;
    /** Deadline under which it stands in the heap; at most {@link #deadlineNs}. */
    long keyNs = UNSET;

    int heapIndex = -1;

    /** @param subject id of what it is about, unique within the kind. */
    public Timer(final TimerKind kind, final long subject) {
        this.kind = kind;
        this.subject = subject;
    }

    /** What it is for. */
    public TimerKind kind() {
        return kind;
    }

    /** Id of what it is about. */
    public long subject() {
        return subject;
    }

    /** Gives an unset timer to another subject. */
    public void subject(final long newSubject) {
        if (isSet()) {
            throw new IllegalStateException("timer is set: " + kind + " " + subject);
        }
        subject = newSubject;
    }

    /** Engine time at which it fires, or {@link #UNSET}. */
    public long deadlineNs() {
        return deadlineNs;
    }

    /** Whether it will fire. */
    public boolean isSet() {
        return deadlineNs != UNSET;
    }
}
