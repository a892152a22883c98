package io.sluice.client;

import io.sluice.codec.Channel;
import io.sluice.codec.Road;
import io.sluice.codec.Role;
import io.sluice.codec.TradingMode;
import io.sluice.schema.MessageIds;
import io.sluice.schema.MessageSpec;
import io.sluice.schema.Schema;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;

/** How a client attaches. Never changes: each method that sets something gives another one. */
public final class ClientOptions {
    /** Most bytes of a name. */
    private static final int MAX_NAME = 64;

    static final int NO_STRATEGY = -1;

    final Path socket;
    final Set<Role> roles = EnumSet.noneOf(Role.class);
    String name;
    String principal = "";
    int strategyId = NO_STRATEGY;
    TradingMode mode = TradingMode.NULL_VAL;
    boolean takeOver;
    Road road = Road.SLOW;
    Channel channel = Channel.API;
    Duration patience = Duration.ZERO;
    ClientListener listener = ClientListener.SILENT;
    long types;
    long from;

    private ClientOptions(final Path socket) {
        this.socket = socket;
        name = "pid " + ProcessHandle.current().pid();
    }

    /**
     * For the door at a socket, as a reader.
     *
     * @param socket {@code sluice.door.path}; {@code door.sock} in the data directory unless set.
     */
    public static ClientOptions at(final Path socket) {
        return new ClientOptions(Objects.requireNonNull(socket));
    }

    private ClientOptions with(final Consumer<ClientOptions> change) {
        final ClientOptions other = new ClientOptions(socket);
        other.roles.addAll(roles);
        other.name = name;
        other.principal = principal;
        other.strategyId = strategyId;
        other.mode = mode;
        other.takeOver = takeOver;
        other.road = road;
        other.channel = channel;
        other.patience = patience;
        other.listener = listener;
        other.types = types;
        other.from = from;
        change.accept(other);
        return other;
    }

    /** With a name for people, at most 64 bytes. */
    public ClientOptions name(final String value) {
        return with(other -> other.name = Link.cut(value, MAX_NAME));
    }

    /** As a strategy: the one client that it has. */
    public ClientOptions strategy(final int id) {
        return with(other -> {
            other.strategyId = id;
            other.roles.add(Role.STRATEGY);
        });
    }

    /**
     * As the broker's adapter of a trading mode, which carries out its commands.
     *
     * @param value null for one that carries out none.
     */
    public ClientOptions broker(final TradingMode value) {
        return with(other -> {
            other.mode = value == null ? TradingMode.NULL_VAL : value;
            other.roles.add(Role.BROKER);
        });
    }

    /**
     * As an operator.
     *
     * @param operator null or empty: the user's own name, or the only one that he may speak as.
     */
    public ClientOptions operator(final String operator) {
        return with(other -> {
            other.principal = operator == null ? "" : operator;
            other.roles.add(Role.OPERATOR);
        });
    }

    /** With these roles as well. */
    public ClientOptions roles(final Role... more) {
        return with(other -> other.roles.addAll(Set.of(more)));
    }

    /** Takes the strategy over from the client that has it, which is sent away. */
    public ClientOptions takeOver(final boolean value) {
        return with(other -> other.takeOver = value);
    }

    /**
     * By this road: the socket, or rings in shared memory, which answer sooner. On the fast one a strategy that polls
     * reads its ring itself, and an offer that finds no room there is {@code BACK_PRESSURED} at once. Where the
     * engine's memory cannot be seen, as from a container with a {@code /dev/shm} of its own, connecting throws
     * NO_RINGS.
     */
    public ClientOptions road(final Road value) {
        if (value == null || value == Road.NULL_VAL) {
            throw new IllegalArgumentException("a road is slow or fast");
        }
        return with(other -> other.road = value);
    }

    /** By this channel an operator's answers come (H-5). */
    public ClientOptions channel(final Channel value) {
        return with(other -> other.channel = value);
    }

    /** Waits so long for an engine to be there; without it a missing one is an error at once. */
    public ClientOptions patience(final Duration value) {
        return with(other -> other.patience = value);
    }

    /** With somebody who hears how it gets on. */
    public ClientOptions listener(final ClientListener value) {
        return with(other -> other.listener = Objects.requireNonNull(value));
    }

    /**
     * Hears outcomes of anyone.
     *
     * @param firstRecord of which to hear; 0: from now on.
     * @param outcomes    types as the schema names them, {@code ModeChanged}; none: all.
     * @throws IllegalArgumentException if there is no such outcome.
     */
    public ClientOptions outcomes(final long firstRecord, final String... outcomes) {
        long mask = outcomes.length == 0 ? -1 : 0;
        for (final String type : outcomes) {
            final MessageSpec spec = Schema.messages().stream()
                    .filter(each -> each.name().equals(type) && MessageIds.isOutcome(each.id()))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("no outcome is called " + type));
            mask |= 1L << spec.id() - MessageIds.FIRST_OUTCOME;
        }
        final long wanted = mask;
        return with(other -> {
            other.types = wanted;
            other.from = firstRecord;
        });
    }

    int roleBits() {
        return roles.stream().mapToInt(role -> 1 << role.value()).sum();
    }
}
