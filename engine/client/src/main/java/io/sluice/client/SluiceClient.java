package io.sluice.client;

import io.sluice.codec.ActionType;
import io.sluice.codec.Channel;
import io.sluice.codec.Role;
import io.sluice.codec.TradingMode;
import java.util.UUID;

/**
 * An engine in another process on this host: the same clients and doors as the embedded one has, over its Unix socket
 * (SPEC X-9). It attaches again by itself when the engine was lost; until then every offer is {@code ENGINE_LOST}. An
 * intent that has no decision is asked again under its id then; a command never is: its answer is looked for in the
 * records since, and if there is none the caller's wait ends with {@code OUTCOME_UNKNOWN}. No call waits but
 * {@link #connect}, {@link Sent#await} and {@link CommandSource#await}, each within a limit.
 *
 * <pre>{@code
 *  try (SluiceClient engine = SluiceClient.connect(ClientOptions.at(socket).strategy(7));
 *          StrategyClient strategy = engine.strategy(7)) {
 *      ... as with an embedded engine
 *  }
 * }</pre>
 */
public final class SluiceClient implements AutoCloseable {
    private final ClientOptions options;
    private final Link link;
    private final EngineClock clock;

    private SluiceClient(final ClientOptions options) {
        this.options = options;
        link = new Link(options);
        clock = new EngineClock() {
            @Override
            public void start(final long lastRecordNs) {
                // The engine's: it has been started.
            }

            @Override
            public long nowNs() {
                return link.nowNs();
            }

            @Override
            public long wallNs() {
                return EngineClock.system().wallNs();
            }
        };
    }

    /**
     * Attaches.
     *
     * @throws EngineException NO_ENGINE, ACCESS_REFUSED, CLIENT_EXISTS (the strategy has one).
     */
    public static SluiceClient connect(final ClientOptions options) {
        final SluiceClient client = new SluiceClient(options);
        client.link.open();
        return client;
    }

    /** Client of the strategy that it attached as; one at a time. */
    public StrategyClient strategy(final int strategyId) {
        if (strategyId != options.strategyId) {
            throw bad("attached as strategy " + options.strategyId + ", not " + strategyId
                    + ": ClientOptions.strategy(id) says which");
        }
        final String principal = Integer.toString(strategyId);
        return new StrategyClient(
                strategyId,
                sender(Role.STRATEGY, principal),
                link.hearing.decisions,
                link.hearing.beacon,
                clock,
                link.engineTimeoutNs(),
                link.highestIntentId);
    }

    /** The commands of the operator that it attached as. */
    public OperatorDoor operator() {
        return operator(link.principal());
    }

    /** The commands of an operator; of another one than it attached as a gateway alone may send them. */
    public OperatorDoor operator(final String name) {
        return operator(name, options.channel);
    }

    /** The commands of an operator, by another channel. */
    public OperatorDoor operator(final String name, final Channel channel) {
        return new OperatorDoor(checked(Role.OPERATOR, name), channel, link.hearing.answers);
    }

    /** The way in for a broker's adapter. */
    public BrokerDoor broker(final String name) {
        return new BrokerDoor(checked(Role.BROKER, name), link.hearing.answers);
    }

    /** The way in for a feed of market data. */
    public MarketDoor market(final String name) {
        return new MarketDoor(checked(Role.MARKET, name), link.hearing.answers);
    }

    /** The way in for a risk service. */
    public RiskDoor risk(final String name) {
        return new RiskDoor(checked(Role.RISK, name), link.hearing.answers);
    }

    /** The way in for a monitor. */
    public MonitorDoor monitor(final String name) {
        return new MonitorDoor(checked(Role.MONITOR, name), link.hearing.answers);
    }

    /** The raw way in for anyone: what the typed doors have no method for. */
    public Door door(final Role role, final String principal) {
        return new Door(checked(role, principal), role);
    }

    /** Where a sender waits for what became of an input that it gave a correlation id. */
    public Answers answers() {
        return link.hearing.answers;
    }

    /** Commands to the broker adapter that it attached as, from the first that had no final answer on. */
    public CommandSource commands(final TradingMode mode) {
        if (mode != options.mode) {
            throw bad("attached for the commands of " + options.mode + ": ClientOptions.broker(mode) says whose");
        }
        return link.hearing.commands;
    }

    /** What the engine shows of itself, as of the door's last word. */
    public Beacon beacon() {
        return link.hearing.beacon;
    }

    /** Whether an action is allowed now, without an intent (G-7); asks nobody. */
    public Permission permission(final ActionType action) {
        return link.hearing.beacon.permission(action, link.engineTimeoutNs());
    }

    /** Highest intent id of its strategy: on record when it attached, or offered since by a strategy's client. */
    public long highestIntentId() {
        return link.highestIntentId.get();
    }

    /** Engine time, nanoseconds since the epoch. */
    public long nowNs() {
        return link.nowNs();
    }

    /** Whether it is attached or attaches again; false once it was closed, or sent away for good. */
    public boolean isOpen() {
        return link.isOpen();
    }

    /** The journal of the engine that it attached to last. */
    public UUID journalId() {
        return link.journalId();
    }

    /** The operator or name that it speaks as. */
    public String principal() {
        return link.principal();
    }

    private Sender checked(final Role role, final String principal) {
        if (!options.roles.contains(role)) {
            throw bad("not attached as " + role + ": ClientOptions.roles(...) says which");
        }
        if (principal == null || principal.isEmpty()) {
            throw bad("a name is needed");
        }
        return sender(role, principal);
    }

    private Sender sender(final Role role, final String principal) {
        return new Sender(new RemoteInlet(link, role, principal), role, principal);
    }

    private static EngineException bad(final String why) {
        return new EngineException(EngineException.Code.BAD_PRINCIPAL, why);
    }

    /** Detaches. */
    @Override
    public void close() {
        link.close();
    }
}
