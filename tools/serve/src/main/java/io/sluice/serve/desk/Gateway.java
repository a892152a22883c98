package io.sluice.serve.desk;

import io.sluice.client.Answers;
import io.sluice.client.ClientListener;
import io.sluice.client.ClientOptions;
import io.sluice.client.CommandAnswer;
import io.sluice.client.Door;
import io.sluice.client.EngineException;
import io.sluice.client.EngineListener;
import io.sluice.client.MonitorDoor;
import io.sluice.client.Offer;
import io.sluice.client.OperatorDoor;
import io.sluice.client.Outcome;
import io.sluice.client.Permission;
import io.sluice.client.Sent;
import io.sluice.client.SluiceClient;
import io.sluice.codec.ActionType;
import io.sluice.codec.Channel;
import io.sluice.codec.Code;
import io.sluice.codec.ComponentSource;
import io.sluice.codec.EventType;
import io.sluice.codec.ReasonCode;
import io.sluice.codec.Role;
import io.sluice.codec.Severity;
import io.sluice.codec.SystemMode;
import io.sluice.schema.Permissions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Function;
import org.agrona.DirectBuffer;

/**
 * The one client of the door that this process has (SPEC A-1). It attaches when an engine is there, and again when it
 * was lost. As a gateway it names an operator or a strategy with each input; where the engine's grants do not allow
 * that it is a monitor alone, and commands are {@link Given.Fate#NOT_GRANTED}. Any thread, but {@link #turn} is one
 * thread's. A command waits for its answer at most {@link #PATIENCE}; nothing else waits.
 */
public final class Gateway implements AutoCloseable {
    /** Longest wait for an answer. */
    public static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final long TRY_NS = TimeUnit.SECONDS.toNanos(1);
    private static final String NAME = "serve";
    private static final Set<Role> MONITOR_ALONE = Set.of(Role.MONITOR);

    private final Path socket;
    private final Consumer<String> notices;
    private final List<ClientListener> listeners = new CopyOnWriteArrayList<>();
    private final Object offering = new Object();
    /** Doors of the present client, each used under the lock. */
    private final Map<String, OperatorDoor> operators = new HashMap<>();

    private final Map<String, Door> doors = new HashMap<>();
    private MonitorDoor monitor;
    private volatile SluiceClient client;
    private volatile Set<Role> granted = Set.of();
    private volatile boolean isAttached;
    private volatile UUID journalId;
    /** Roles to attach with: fewer once they were refused. */
    private Set<Role> wanted;

    private String lastRefusal = "";
    private long tryNs = System.nanoTime();

    /**
     * Attaches to nothing yet: {@link #turn} does.
     *
     * @param socket  of the door.
     * @param wanted  roles that this process may have by its configuration; monitor is always among them.
     * @param notices hears a sentence when the connection comes and goes.
     */
    public Gateway(final Path socket, final Set<Role> wanted, final Consumer<String> notices) {
        this.socket = socket;
        final Set<Role> roles = EnumSet.of(Role.MONITOR);
        roles.addAll(wanted);
        this.wanted = Set.copyOf(roles);
        this.notices = notices;
    }

    /** With somebody more who hears of the connection; on the client's own thread, so it must return soon. */
    public void listen(final ClientListener listener) {
        listeners.add(listener);
    }

    /**
     * Attaches where it is time to.
     *
     * @return whether this is another client than before: doors of {@link #monitor} have to be asked for again.
     */
    public boolean turn() {
        final SluiceClient now = client;
        if (now != null && now.isOpen()) {
            journalId = now.journalId();
            return false;
        }
        if (System.nanoTime() - tryNs < 0) {
            return false;
        }
        tryNs = System.nanoTime() + TRY_NS;
        return attach();
    }

    private boolean attach() {
        close();
        try {
            take(SluiceClient.connect(ClientOptions.at(socket)
                    .name("sluice serve")
                    .roles(Role.MONITOR)
                    .roles(wanted.toArray(Role[]::new))
                    .listener(new Listener())));
            lastRefusal = "";
            notices.accept("attached at " + socket);
            return true;
        } catch (final EngineException e) {
            if (e.code() != EngineException.Code.NO_ENGINE && !e.getMessage().equals(lastRefusal)) {
                notices.accept("the door refused serve: " + e.getMessage());
                lastRefusal = e.getMessage();
            }
            if (e.code() != EngineException.Code.ACCESS_REFUSED || wanted.equals(MONITOR_ALONE)) {
                return false;
            }
            notices.accept("without the roles of a gateway serve takes no commands; start it again once "
                    + "sluice.door.grants has them");
            wanted = MONITOR_ALONE;
            return attach();
        }
    }

    private void take(final SluiceClient made) {
        synchronized (offering) {
            monitor = made.monitor(NAME);
            granted = wanted;
            journalId = made.journalId();
            client = made;
        }
    }

    /** Whether an engine is at the other end now. */
    public boolean isAttached() {
        return isAttached;
    }

    /** Whether inputs of a role can be given. */
    public boolean may(final Role role) {
        return role == Role.MONITOR || granted.contains(role);
    }

    /** The journal of the engine that it attached to last; null before the first. */
    public UUID journalId() {
        return journalId;
    }

    /** Engine time, nanoseconds since the epoch; the wall clock's before there was an engine. */
    public long nowNs() {
        final SluiceClient now = client;
        return now == null ? TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis()) : now.nowNs();
    }

    /** Whether an action is allowed now; null before there was an engine. */
    public Permission permission(final ActionType action) {
        final SluiceClient now = client;
        return now == null ? null : now.permission(action);
    }

    /**
     * Gives a command of an operator, and waits for its answer.
     *
     * @param operator      in whose name.
     * @param channel       that he speaks by.
     * @param correlationId a new one, which the command bears.
     * @param command       one call of the door: {@code door -> door.approve(tradeId, rowHash, comment)}.
     */
    public Given command(
            final String operator,
            final Channel channel,
            final UUID correlationId,
            final Function<OperatorDoor, Sent> command) {
        final Sent sent;
        synchronized (offering) {
            if (client == null) {
                return lost(correlationId);
            }
            if (!may(Role.OPERATOR)) {
                return notGranted(correlationId);
            }
            final OperatorDoor door =
                    operators.computeIfAbsent(channel + ":" + operator, key -> client.operator(operator, channel));
            door.correlationId(correlationId);
            sent = command.apply(door);
        }
        try {
            return answered(sent.await(PATIENCE));
        } catch (final EngineException e) {
            return unknown(correlationId, e.getMessage());
        }
    }

    /**
     * Gives an input that is encoded already, and waits for what becomes of it.
     *
     * @param principal     in whose name: the operator, the strategy's number, the monitor's name.
     * @param correlationId a new one, which the input bears.
     * @param message       its message header at 0.
     * @param patience      longest wait.
     */
    public Given input(
            final Role role,
            final String principal,
            final UUID correlationId,
            final DirectBuffer message,
            final int length,
            final Duration patience) {
        final CompletableFuture<CommandAnswer> answer;
        final Answers answers;
        synchronized (offering) {
            if (client == null) {
                return lost(correlationId);
            }
            if (!may(role)) {
                return notGranted(correlationId);
            }
            answers = client.answers();
            answer = answers.expect(correlationId);
            final Offer offer = doors.computeIfAbsent(role + ":" + principal, key -> client.door(role, principal))
                    .offer(
                            message,
                            0,
                            length,
                            correlationId.getMostSignificantBits(),
                            correlationId.getLeastSignificantBits());
            if (offer != Offer.OFFERED) {
                answers.forget(correlationId);
                return notOffered(offer, correlationId, null);
            }
        }
        try {
            return answered(answer.get(patience.toNanos(), TimeUnit.NANOSECONDS));
        } catch (final TimeoutException e) {
            answers.forget(correlationId);
            return unknown(correlationId, "no answer within " + patience.toMillis() + " ms");
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            return unknown(correlationId, "interrupted");
        } catch (final ExecutionException e) {
            return unknown(correlationId, e.getCause().getMessage());
        }
    }

    /**
     * A monitor's door of the present client, for one thread; null before there is one. Another client has another one
     * ({@link #turn}).
     */
    public MonitorDoor monitor(final String name) {
        final SluiceClient now = client;
        return now == null ? null : now.monitor(name);
    }

    /** A sign of life of a component, as the monitor {@code serve}. */
    public Offer heartbeat(final ComponentSource source) {
        synchronized (offering) {
            return client == null ? Offer.ENGINE_LOST : monitor.heartbeat(source);
        }
    }

    /** What happened to a component, as the monitor {@code serve}; see {@link MonitorDoor#event}. */
    public Offer event(
            final EventType type,
            final ComponentSource source,
            final Severity severity,
            final ReasonCode reason,
            final UUID eventId,
            final String details) {
        synchronized (offering) {
            return client == null ? Offer.ENGINE_LOST : monitor.event(type, source, severity, reason, eventId, details);
        }
    }

    /**
     * Gives an input without waiting for an answer, as the monitor {@code serve}.
     *
     * @param message its message header at 0.
     */
    public Offer tell(final DirectBuffer message, final int length) {
        synchronized (offering) {
            return client == null
                    ? Offer.ENGINE_LOST
                    : doors.computeIfAbsent(Role.MONITOR + ":" + NAME, key -> client.door(Role.MONITOR, NAME))
                            .offer(message, 0, length);
        }
    }

    /** The mode, as of the door's last word; HALT before there was an engine. */
    public SystemMode mode() {
        final SluiceClient now = client;
        return now == null ? SystemMode.HALT : Permissions.mode(now.beacon().permissions());
    }

    private static Given answered(final CommandAnswer answer) {
        if (answer.sequence() == 0) {
            return switch (answer.code()) {
                    // Not the machine's word, which would be recorded: the door's.
                case SEC_001 -> notGranted(answer.correlationId());
                case ENGINE_LOST -> notOffered(Offer.ENGINE_LOST, answer.correlationId(), answer);
                case ENGINE_STOPPED -> notOffered(Offer.ENGINE_STOPPED, answer.correlationId(), answer);
                case BACK_PRESSURED -> notOffered(Offer.BACK_PRESSURED, answer.correlationId(), answer);
                case MALFORMED -> notOffered(Offer.MALFORMED, answer.correlationId(), answer);
                default -> new Given(Given.Fate.ANSWERED, answer.correlationId(), answer, answer.sentence());
            };
        }
        return new Given(Given.Fate.ANSWERED, answer.correlationId(), answer, answer.sentence());
    }

    private static Given notOffered(final Offer offer, final UUID id, final CommandAnswer answer) {
        return switch (offer) {
            case ENGINE_LOST -> lost(id);
            case ENGINE_STOPPED -> new Given(
                    Given.Fate.ENGINE_STOPPED, id, null, "the engine takes no more inputs: nothing happened");
            case BACK_PRESSURED, DROPPED -> new Given(
                    Given.Fate.BACK_PRESSURED, id, null, "the engine has no room just now: nothing happened");
            case MALFORMED -> new Given(
                    Given.Fate.MALFORMED, id, answer, answer == null ? "it is no input" : answer.sentence());
            case OFFERED -> throw new IllegalArgumentException("it was offered");
        };
    }

    private static Given lost(final UUID id) {
        return new Given(Given.Fate.ENGINE_LOST, id, null, "no engine is there: nothing happened");
    }

    private static Given notGranted(final UUID id) {
        return new Given(
                Given.Fate.NOT_GRANTED,
                id,
                null,
                "the grant of serve does not reach so far: sluice.door.grants has to name its user with gateway = true "
                        + "and the role");
    }

    private static Given unknown(final UUID id, final String why) {
        return new Given(Given.Fate.OUTCOME_UNKNOWN, id, null, why);
    }

    /** The code that an API or a messenger shows for a fate that has no answer; null for one that has. */
    public static Code code(final Given.Fate fate) {
        return switch (fate) {
            case ANSWERED, OUTCOME_UNKNOWN -> null;
            case MALFORMED -> Code.MALFORMED;
            case NOT_GRANTED -> Code.SEC_001;
            case ENGINE_LOST -> Code.ENGINE_LOST;
            case ENGINE_STOPPED -> Code.ENGINE_STOPPED;
            case BACK_PRESSURED -> Code.BACK_PRESSURED;
        };
    }

    /** Passes on what happens to the connection. */
    private final class Listener implements ClientListener {
        @Override
        public void onAttached(final boolean isAgain, final long startSequence) {
            isAttached = true;
            if (isAgain) {
                notices.accept("attached again");
            }
            listeners.forEach(each -> each.onAttached(isAgain, startSequence));
        }

        @Override
        public void onLost(final String why) {
            isAttached = false;
            notices.accept("the engine was lost: " + why);
            listeners.forEach(each -> each.onLost(why));
        }

        @Override
        public void onOutcome(final EngineListener.Moment at, final Outcome outcome) {
            // Nothing is subscribed: who wants outcomes reads the journal.
        }
    }

    /** Detaches. */
    @Override
    public void close() {
        final SluiceClient gone;
        synchronized (offering) {
            gone = client;
            client = null;
            monitor = null;
            operators.clear();
            doors.clear();
        }
        isAttached = false;
        if (gone != null) {
            gone.close();
        }
    }
}
